// SPDX-License-Identifier: Apache-2.0

public import Raster

extension Plane {
    /// The plane continued to the right and below by reflection, the edge sample not repeated.
    public func mirrorPadded(to target: ImageSize) -> Plane {
        guard target != size else { return self }
        var result = Plane(uninitialized: target)
        result.withMutableSamples { output in
            withSamples { input in
                for y in 0..<target.height {
                    let row = BorderRule.mirrored(y, count: height) * width
                    for x in 0..<target.width {
                        output[y * target.width + x] =
                            input[row + BorderRule.mirrored(x, count: width)]
                    }
                }
            }
        }
        return result
    }
}

extension DoublePlane {
    /// The plane continued to the right and below by reflection, the edge sample not repeated.
    public func mirrorPadded(to target: ImageSize) -> DoublePlane {
        guard target != size else { return self }
        var result = DoublePlane(size: target)
        for y in 0..<target.height {
            for x in 0..<target.width {
                result[x, y] =
                    self[
                        BorderRule.mirrored(x, count: width), BorderRule.mirrored(y, count: height)]
            }
        }
        return result
    }

    /// The top left part of the given size.
    public func cropped(to target: ImageSize) -> DoublePlane {
        precondition(
            target.width <= width && target.height <= height,
            "a part of \(target) does not fit in a plane of \(size)")
        guard target != size else { return self }
        return DoublePlane(
            size: target,
            samples: (0..<target.height).flatMap { row in
                samples[row * width..<row * width + target.width]
            })
    }
}
