// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The resolutions of a store: each pixel is the mean of 2×2 of the next finer level.
enum BoxLevels {
    /// The sizes of the levels, finest first: halved while both sides are even and the result is at
    /// least 4 pixels high and wide.
    static func sizes(from size: ImageSize) -> [ImageSize] {
        var sizes = [size]
        var last = size
        while last.width % 2 == 0, last.height % 2 == 0, last.shorterSide >= 8 {
            last = last.halved
            sizes.append(last)
        }
        return sizes
    }

    /// The planes of an image on each of `count` levels as bytes, channel by channel.
    ///
    /// Rounding, halves to even, happens only here, so a coarse level is not a mean of rounded means.
    /// A mean of four bytes is a half one time in four: rounded up, coarse levels would be too bright.
    static func bytes(of image: Image, count: Int) -> [[UInt8]] {
        var planes = image.converted(to: .byte).planes
        return (0..<count).map { level in
            if level > 0 { planes = planes.map(halved) }
            return planes.flatMap { plane in
                IntegerPlane<UInt8>(rounding: plane.map { $0.rounded(.toNearestOrEven) }).samples
            }
        }
    }

    private static func halved(_ plane: Plane) -> Plane {
        let size = plane.size.halved
        let source = plane.samples
        var samples: [Float] = []
        samples.reserveCapacity(size.area)
        for row in 0..<size.height {
            for column in 0..<size.width {
                let first = 2 * row * plane.width + 2 * column
                let second = first + plane.width
                samples.append(
                    (source[first] + source[first + 1] + source[second] + source[second + 1]) / 4)
            }
        }
        return Plane(width: size.width, height: size.height, samples: samples)
    }
}
