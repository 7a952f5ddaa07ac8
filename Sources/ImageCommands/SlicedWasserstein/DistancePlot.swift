// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Raster
internal import SlicedWassersteinDistance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Measurements as an SVG picture: for each level a bar a set with its interval, and the floor as a
/// line.
struct DistancePlot {
    private struct Bar {
        let value: Double
        let error: Double
    }

    private struct Group {
        let title: String
        let bars: [Bar]
        let floor: Double?
    }

    private let names: [String]
    private let groups: [Group]
    private let caption: String

    private static let (left, top, plotHeight, bottom) = (24.0, 70.0, 260.0, 44.0)
    private static let rowHeight = 18.0
    private static let gap = 26.0
    // Okabe and Ito's colours, which colour-blind readers can tell apart.
    private static let colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442"]
    private static let floorColour = "#d55e00"

    /// Draws results of one run, which agree in their levels.
    init(_ results: [SlicedWassersteinRun.Result]) {
        names = results.map(\.name)
        let measurements = results.map(\.measurement)
        let first = measurements[0]
        groups = first.levels.indices.map { index in
            Group(
                title: "\(first.levels[index].size)",
                bars: measurements.map { measurement in
                    let level = measurement.levels[index]
                    let error =
                        SlicedWassersteinMeasurement.spread(level.bootstrap)
                        ?? level.distance.standardError ?? 0
                    return Bar(value: level.distance.mean * 1000, error: error * 1000)
                }, floor: first.levels[index].floor.map { $0.mean * 1000 })
        }
        let source = first.bootstrapReplicates > 0 ? "images" : "directions"
        caption =
            "SWD × 1000 a level; whiskers: two standard errors over \(source)"
            + (first.floorCount == nil ? "" : "; line: floor")
    }

    /// Writes the picture.
    func write(to path: String) throws {
        do {
            try Data(svg.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ToolFailure(
                "\(path): the plot cannot be written; check that its folder is there and may be "
                    + "written to")
        }
    }

    private var barWidth: Double { names.count == 1 ? 56 : max(18, 120 / Double(names.count)) }
    private var groupWidth: Double { barWidth * Double(names.count) }

    /// The picture as text.
    var svg: String {
        let highest =
            groups.flatMap { group in
                group.bars.map { $0.value + 2 * $0.error } + [group.floor ?? 0]
            }.max() ?? 0
        let scale = Self.plotHeight / (highest > 0 ? highest : 1)
        let legend = names.count > 1 ? Self.rowHeight * Double(names.count) : 0
        let base = Self.top + legend + Self.plotHeight
        let width = max(
            520, Self.left * 2 + Double(groups.count) * (groupWidth + Self.gap))
        var body = "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        body += text(caption, Self.left, 26, "start")
        if names.count > 1 {
            for (index, name) in names.enumerated() {
                let y = 44 + Self.rowHeight * Double(index)
                body +=
                    "<rect x=\"\(shown(Self.left))\" y=\"\(shown(y - 10))\" width=\"12\" "
                    + "height=\"12\" fill=\"\(colour(index))\"/>\n"
                body += text(name, Self.left + 20, y, "start")
            }
        }
        for (index, group) in groups.enumerated() {
            let x = Self.left + Self.gap / 2 + Double(index) * (groupWidth + Self.gap)
            body += draw(group, x: x, base: base, scale: scale)
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(shown(width))" \
            height="\(shown(base + Self.bottom))" font-family="sans-serif" font-size="12">
            \(body)</svg>

            """
    }

    private func draw(_ group: Group, x: Double, base: Double, scale: Double) -> String {
        var body = ""
        for (index, bar) in group.bars.enumerated() {
            let left = x + Double(index) * barWidth
            let middle = left + barWidth / 2
            let (low, high) = (max(0, bar.value - 2 * bar.error), bar.value + 2 * bar.error)
            body +=
                "<rect x=\"\(shown(left + 1))\" y=\"\(shown(base - bar.value * scale))\" "
                + "width=\"\(shown(barWidth - 2))\" height=\"\(shown(bar.value * scale))\" "
                + "fill=\"\(colour(index))\"/>\n"
            body +=
                "<path d=\"M\(shown(middle)) \(shown(base - high * scale))"
                + "V\(shown(base - low * scale))\" stroke=\"black\"/>\n"
            body += text(
                bar.value.decimals(1), middle, base - high * scale - 4, "middle")
        }
        if let floor = group.floor {
            body +=
                "<path d=\"M\(shown(x - 6)) \(shown(base - floor * scale))"
                + "h\(shown(groupWidth + 12))\" stroke=\"\(Self.floorColour)\" "
                + "stroke-width=\"2\"/>\n"
        }
        return body + text(group.title, x + groupWidth / 2, base + 18, "middle")
    }

    private func colour(_ index: Int) -> String { Self.colours[index % Self.colours.count] }

    private func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
        let escaped = text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return "<text x=\"\(shown(x))\" y=\"\(shown(y))\" text-anchor=\"\(anchor)\">\(escaped)"
            + "</text>\n"
    }

    private func shown(_ value: Double) -> String { value.decimals(1) }
}
