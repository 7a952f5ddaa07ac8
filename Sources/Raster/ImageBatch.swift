// SPDX-License-Identifier: Apache-2.0

/// Many images of one size in one block of memory: N, C, H, W.
public struct ImageBatch: Sendable, Equatable {
    /// Columns and rows of each image.
    public let size: ImageSize
    /// What the channels stand for.
    public let channels: ChannelLayout
    /// The number of images.
    public let count: Int
    /// Where black and white lie.
    public let range: ValueRange
    /// All planes one under the other: a plane of `height * channels.count * count` rows, image by
    /// image and within an image channel by channel.
    public var stack: Plane

    /// Creates a batch over a stack of planes; it must have `size.height * channels.count * count` rows.
    public init(
        stack: Plane, size: ImageSize, channels: ChannelLayout, count: Int, range: ValueRange
    ) {
        precondition(
            stack.width == size.width && stack.height == size.height * channels.count * count,
            "a stack of \(stack.size) does not hold \(count) \(channels.rawValue) images of \(size)"
        )
        self.stack = stack
        self.size = size
        self.channels = channels
        self.count = count
        self.range = range
    }

    /// Creates a batch of copies of the images, which agree in size, channels and range.
    public init(_ images: [Image]) {
        precondition(!images.isEmpty, "a batch holds at least one image")
        let first = images[0]
        var stack = Plane(
            uninitialized: ImageSize(
                width: first.width, height: first.height * first.planes.count * images.count))
        let area = first.size.area
        unsafe stack.withUnsafeMutableSamples { target in
            var next = unsafe target
            for image in images {
                precondition(
                    image.size == first.size && image.channels == first.channels
                        && image.range == first.range,
                    "images of one batch agree in size, channels and range")
                for plane in image.planes {
                    unsafe plane.withUnsafeSamples { unsafe next.update(from: $0, count: area) }
                    unsafe next += area
                }
            }
        }
        self.init(
            stack: stack, size: first.size, channels: first.channels, count: images.count,
            range: first.range)
    }

    /// The number of planes: images times channels.
    public var planeCount: Int { count * channels.count }

    /// A copy of one image.
    public func image(at index: Int) -> Image {
        precondition(index >= 0 && index < count, "image \(index) of a batch of \(count)")
        let planes = (0..<channels.count).map { channel in
            stack.cropped(x: 0, y: (index * channels.count + channel) * size.height, to: size)
        }
        return Image(planes: planes, channels: channels, range: range)
    }
}
