// SPDX-License-Identifier: Apache-2.0

/// Which channels an image has, in the order of its planes.
public enum ChannelLayout: String, Sendable, Hashable, Codable, CaseIterable {
    case grey
    case greyAlpha
    case rgb
    case rgba

    /// The number of planes, alpha included.
    public var count: Int {
        switch self {
        case .grey: 1
        case .greyAlpha: 2
        case .rgb: 3
        case .rgba: 4
        }
    }

    /// Whether the last plane is alpha (straight, not premultiplied).
    public var hasAlpha: Bool { self == .greyAlpha || self == .rgba }

    /// The layout without its alpha.
    public var opaque: ChannelLayout {
        switch self {
        case .grey, .greyAlpha: .grey
        case .rgb, .rgba: .rgb
        }
    }

    /// The layout with `count` planes, or nil when none has.
    public init?(channelCount count: Int) {
        guard let layout = Self.allCases.first(where: { $0.count == count }) else { return nil }
        self = layout
    }
}

/// An image: planes of one size, what they stand for, and where black and white lie.
public struct Image: Sendable, Equatable {
    /// One plane a channel, in the order of ``channels``; all of one size.
    public package(set) var planes: [Plane]
    /// What the planes stand for.
    public let channels: ChannelLayout
    /// Where black and white lie.
    public let range: ValueRange

    /// Creates an image; the planes must agree in size and be as many as the layout says.
    public init(planes: [Plane], channels: ChannelLayout, range: ValueRange) {
        precondition(
            planes.count == channels.count,
            "\(channels.rawValue) needs \(channels.count) planes, not \(planes.count)")
        for plane in planes {
            precondition(
                plane.size == planes[0].size,
                "planes of one image must agree in size: \(plane.size) against \(planes[0].size)")
        }
        self.planes = planes
        self.channels = channels
        self.range = range
    }

    /// Creates a grey image of one plane.
    public init(_ plane: Plane, range: ValueRange) {
        self.init(planes: [plane], channels: .grey, range: range)
    }

    /// Columns and rows.
    public var size: ImageSize { planes[0].size }
    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// The same image with black and white moved to another range; alpha moves along.
    public func converted(to target: ValueRange) -> Image {
        guard target != range else { return self }
        let gain = target.extent / range.extent
        let black = range.black
        let offset = target.black
        return mapPlanes(range: target) { plane in plane.map { ($0 - black) * gain + offset } }
    }

    /// The image with each plane put through `transform`, alpha included.
    public func mapPlanes(range: ValueRange? = nil, _ transform: (Plane) throws -> Plane) rethrows
        -> Image
    {
        Image(planes: try planes.map(transform), channels: channels, range: range ?? self.range)
    }

    /// The alpha plane, or nil when the image is opaque.
    public var alpha: Plane? { channels.hasAlpha ? planes.last : nil }

    /// The colour planes alone: alpha is left out on purpose.
    public var withoutAlpha: Image {
        Image(
            planes: Array(planes.prefix(channels.opaque.count)), channels: channels.opaque,
            range: range)
    }

    /// The image with `plane` as its alpha, replacing the one it has.
    public func withAlpha(_ plane: Plane) -> Image {
        Image(
            planes: withoutAlpha.planes + [plane],
            channels: channels.opaque == .grey ? .greyAlpha : .rgba, range: range)
    }

    /// Brightness by the weights 0.299, 0.587, 0.114 (ITU-R BT.601), as OpenCV and Pillow have it;
    /// alpha is left out.
    public var luma: Plane {
        guard channels.opaque == .rgb else { return planes[0] }
        return planes[0] * 0.299 + planes[1] * 0.587 + planes[2] * 0.114
    }
}
