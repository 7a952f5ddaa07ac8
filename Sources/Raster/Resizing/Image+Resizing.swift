// SPDX-License-Identifier: Apache-2.0

extension Image {
    /// The image at another size, by the rule of a published program.
    ///
    /// - Complexity: O(new area · taps)
    public func resized(to size: ImageSize, by convention: ResizeConvention) -> Image {
        let across = convention.taps(from: self.size.width, to: size.width)
        let down = convention.taps(from: self.size.height, to: size.height)
        let limits = convention == .clean ? range.black...range.white : nil
        return Image(
            planes: planes.map { $0.resampled(to: size, across: across, down: down, in: limits) },
            channels: channels, range: range)
    }
}

extension Plane {
    /// Rows first, then columns, in single precision.
    fileprivate func resampled(
        to size: ImageSize, across: [ResizeConvention.Taps], down: [ResizeConvention.Taps],
        in limits: ClosedRange<Float>?
    ) -> Plane {
        var narrowed = Plane(uninitialized: ImageSize(width: size.width, height: height))
        unsafe narrowed.withUnsafeMutableSamples { target in
            for row in 0..<height {
                let source = unsafe storage.base + row * width
                for column in 0..<size.width {
                    let taps = across[column]
                    var sum: Float = 0
                    for index in taps.weights.indices {
                        sum += unsafe taps.weights[index] * source[taps.first + index]
                    }
                    unsafe target[row * size.width + column] = sum
                }
            }
        }
        var result = Plane(uninitialized: size)
        unsafe result.withUnsafeMutableSamples { target in
            for row in 0..<size.height {
                let line = unsafe target + row * size.width
                unsafe line.update(repeating: 0, count: size.width)
                for (index, weight) in down[row].weights.enumerated() {
                    let source =
                        unsafe narrowed.storage.base + (down[row].first + index) * size.width
                    for column in 0..<size.width {
                        unsafe line[column] += weight * source[column]
                    }
                }
                guard let limits else { continue }
                for column in 0..<size.width {
                    unsafe line[column] = min(
                        max(line[column], limits.lowerBound), limits.upperBound)
                }
            }
        }
        return result
    }
}
