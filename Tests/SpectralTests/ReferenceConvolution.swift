// SPDX-License-Identifier: Apache-2.0

import Raster
import Spectral

/// The definition of convolution, in double precision and without any haste.
enum ReferenceConvolution {
    static func apply(_ kernel: ConvolutionKernel, to plane: Plane, boundary: Boundary)
        -> DoublePlane
    {
        let source = DoublePlane(plane)
        switch kernel {
        case .separable(let horizontal, let vertical):
            let rows = sum(source, horizontal.map(Double.init), 1, boundary) { ($0, 0) }
            return sum(rows, vertical.map(Double.init), 1, boundary) { (0, $0) }
        case .dense(let taps):
            var result = DoublePlane(size: plane.size)
            for row in 0..<taps.height {
                let line = (0..<taps.width).map { Double(taps[$0, row]) }
                let shift = row - taps.height / 2
                let part = sum(source, line, 1, boundary) { ($0, shift) }
                for index in part.samples.indices { result.samples[index] += part.samples[index] }
            }
            return result
        }
    }

    /// `out(p) = Σₜ taps(t) in(p − offset(t − centre))`.
    private static func sum(
        _ source: DoublePlane, _ taps: [Double], _ step: Int, _ boundary: Boundary,
        offset: (Int) -> (Int, Int)
    ) -> DoublePlane {
        var result = DoublePlane(size: source.size)
        for y in 0..<source.height {
            for x in 0..<source.width {
                var value = 0.0
                for (tap, weight) in taps.enumerated() {
                    let (dx, dy) = offset(tap - taps.count / 2)
                    value +=
                        weight
                        * source[
                            boundary.index(x - dx, count: source.width),
                            boundary.index(y - dy, count: source.height)]
                }
                result[x, y] = value
            }
        }
        return result
    }

    /// The largest difference, relative to the largest result.
    static func relativeError(_ plane: Plane, _ reference: DoublePlane) -> Double {
        let scale = reference.samples.map(abs).max() ?? 0
        let error = zip(plane.samples, reference.samples).map { abs(Double($0) - $1) }.max() ?? 0
        return error.isFinite ? error / max(scale, .leastNormalMagnitude) : .infinity
    }
}
