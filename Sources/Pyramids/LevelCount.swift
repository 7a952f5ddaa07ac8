// SPDX-License-Identifier: Apache-2.0

public import Raster

extension PyramidFilter {
    /// How many bands an image gets when nobody says: as many as leave a residual whose shorter side
    /// is at least 8, below which a level holds next to nothing.
    public func defaultLevelCount(for size: ImageSize) -> Int {
        var count = 0
        var current = size
        while current.shorterSide > 1 {
            current = reducedSize(of: current)
            if current.shorterSide < 8 { break }
            count += 1
        }
        return count
    }

    /// The sizes of all levels, finest first; one more than there are bands.
    public func levelSizes(of size: ImageSize, levels: Int) -> [ImageSize] {
        (0..<levels).reduce(into: [size]) { sizes, _ in
            sizes.append(reducedSize(of: sizes[sizes.count - 1]))
        }
    }

    /// The size that an image must be padded to before it is decomposed: its own size, except for
    /// kornia, whose expansion always doubles.
    ///
    /// kornia pads both sides to powers of two when neither is one; where one is, it pads nothing and
    /// fails if the other turns odd on the way. Here that other side is padded as well.
    public func paddedSize(of size: ImageSize, levels: Int) -> ImageSize {
        guard case .kornia = self else { return size }
        let needsBoth = !size.width.isPowerOfTwo && !size.height.isPowerOfTwo
        func padded(_ side: Int) -> Int {
            let staysEven = side % (1 << levels) == 0
            return needsBoth || !staysEven ? side.nextPowerOfTwo(atLeast: 1 << levels) : side
        }
        return ImageSize(width: padded(size.width), height: padded(size.height))
    }
}

extension Int {
    fileprivate var isPowerOfTwo: Bool { nonzeroBitCount == 1 }

    fileprivate func nextPowerOfTwo(atLeast least: Int) -> Int {
        var power = least
        while power < self { power *= 2 }
        return power
    }
}
