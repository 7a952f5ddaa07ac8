// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Datasets
internal import Raster

/// The sums of one image that the means of a set are made of.
struct ImageStatistics: Sendable {
    let size: ImageSize
    let channels: ChannelLayout
    let range: ValueRange
    /// One a channel.
    let sums: [Double]
    let squares: [Double]

    init(_ image: Image) {
        size = image.size
        channels = image.channels
        range = image.range
        let statistics = image.planes.map(\.statistics)
        let area = Double(image.size.area)
        sums = statistics.map { $0.mean * area }
        squares = statistics.map { $0.meanSquare * area }
    }
}

/// What `dataset info` says of a set.
struct DatasetDescription: Encodable {
    struct Kind: Encodable {
        let width: Int
        let height: Int
        let channels: String
        let range: String
        let count: Int
    }

    struct Channels: Encodable {
        let channels: String
        let range: String
        let means: [Double]
        let deviations: [Double]
    }

    struct Class: Encodable {
        let label: Int
        let name: String
        let count: Int
    }

    let input: String
    let source: String
    let count: Int
    let kinds: [Kind]
    /// One for each layout and range that occurs.
    let pixels: [Channels]
    let classes: [Class]
    let attributes: [String: Double]
    let skipped: [String]
    private let attributeNames: [String]

    private enum CodingKeys: CodingKey {
        case input, source, count, kinds, pixels, classes, attributes, skipped
    }

    init(input: String, set: any ImageSet, images: [ImageStatistics], skipped: [String]) {
        self.input = input
        source = set.summary
        count = images.count
        self.skipped = skipped
        // Groups in the order of their first image, so that the answer does not depend on hashing.
        var order: [String] = []
        var groups: [String: [ImageStatistics]] = [:]
        var kindOrder: [String] = []
        var kindGroups: [String: [ImageStatistics]] = [:]
        for image in images {
            let layout = "\(image.channels.rawValue) \(image.range.rawValue)"
            if groups[layout] == nil { order.append(layout) }
            groups[layout, default: []].append(image)
            let kind = "\(image.size) \(layout)"
            if kindGroups[kind] == nil { kindOrder.append(kind) }
            kindGroups[kind, default: []].append(image)
        }
        kinds = kindOrder.compactMap { key in
            kindGroups[key].flatMap { group in
                group.first.map {
                    Kind(
                        width: $0.size.width, height: $0.size.height,
                        channels: $0.channels.rawValue, range: $0.range.rawValue,
                        count: group.count)
                }
            }
        }
        pixels = order.compactMap { groups[$0].flatMap(Self.channels) }
        classes =
            set.labels.map { labels in
                labels.counts.enumerated().map {
                    Class(label: $0, name: labels.name(of: $0), count: $1)
                }
            } ?? []
        let table = set.attributes
        attributeNames = table?.names ?? []
        var means: [String: Double] = [:]
        if let table {
            for (column, name) in table.names.enumerated() {
                var sum = 0.0
                for index in 0..<set.count {
                    let row = table[index]
                    sum += Double(row[row.startIndex + column])
                }
                means[name] = sum / Double(set.count)
            }
        }
        attributes = means
    }

    private static func channels(_ group: [ImageStatistics]) -> Channels? {
        guard let first = group.first else { return nil }
        let pixels = group.reduce(0.0) { $0 + Double($1.size.area) }
        let means = first.sums.indices.map { channel in
            group.reduce(0) { $0 + $1.sums[channel] } / pixels
        }
        let deviations = first.sums.indices.map { channel in
            let square = group.reduce(0) { $0 + $1.squares[channel] } / pixels
            return max(square - means[channel] * means[channel], 0).squareRoot()
        }
        return Channels(
            channels: first.channels.rawValue, range: first.range.rawValue, means: means,
            deviations: deviations)
    }

    /// The description for a person; of many sizes, the first twenty.
    var text: String {
        var text = "\(input)  \(source), \(count) images"
        text += skipped.isEmpty ? "\n" : ", \(skipped.count) skipped\n"
        var sizes = TableFormatter(columns: [
            .right("size"), .left("channels"), .left("range"), .right("images"),
        ])
        for kind in kinds.prefix(20) {
            sizes.append([
                "\(kind.width)×\(kind.height)", kind.channels, kind.range, "\(kind.count)",
            ])
        }
        text += sizes.text
        if kinds.count > 20 { text += "and \(kinds.count - 20) more sizes\n" }
        var means = TableFormatter(columns: [
            .left("channels"), .left("range"), .right("mean"), .right("deviation"),
        ])
        for entry in pixels {
            means.append([
                entry.channels, entry.range, entry.means.map(\.shown).joined(separator: " "),
                entry.deviations.map(\.shown).joined(separator: " "),
            ])
        }
        text += "\n" + means.text
        if !classes.isEmpty {
            var table = TableFormatter(columns: [.right("class"), .left("name"), .right("images")])
            for entry in classes { table.append(["\(entry.label)", entry.name, "\(entry.count)"]) }
            text += "\n" + table.text
        }
        if !attributeNames.isEmpty {
            var table = TableFormatter(columns: [.left("attribute"), .right("mean")])
            for name in attributeNames { table.append([name, (attributes[name] ?? 0).shown]) }
            text += "\n" + table.text
        }
        return text
    }
}
