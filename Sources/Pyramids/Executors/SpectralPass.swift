// SPDX-License-Identifier: Apache-2.0

import Raster
import Spectral

/// Burt and Adelson's REDUCE and EXPAND by products of spectra.
///
/// For five taps this is several times slower than the fused pass; it exists so that the two engines
/// can be held against each other, and it reads like the definitions: REDUCE is a convolution of which
/// every second sample is kept; EXPAND puts zeros between the samples and convolves with twice the
/// kernel, the zero-stuffed signal mirrored about its first and last position.
struct SpectralPass: Sendable {
    private let blur: Convolution
    private let interpolation: Convolution

    /// Nil when the border has no counterpart among the engine's boundaries.
    init?(_ kernel: BurtAdelsonKernel, border: BorderRule, threads: ThreadCount) {
        guard let boundary = border.boundary else { return nil }
        let taps = kernel.taps.map { Float($0) }
        blur = Convolution(
            .separable(taps), boundary: boundary, method: .spectral, threads: threads)
        interpolation = Convolution(
            .separable(taps.map { 2 * $0 }), boundary: .mirror, method: .spectral,
            threads: threads)
    }

    func reduce(_ fine: Plane) -> Plane {
        let blurred = blur(fine)
        let size = fine.size.halved
        var coarse = Plane(uninitialized: size)
        coarse.withMutableSamples { output in
            blurred.withSamples { input in
                for y in 0..<size.height {
                    for x in 0..<size.width {
                        output[y * size.width + x] = input[2 * y * fine.width + 2 * x]
                    }
                }
            }
        }
        return coarse
    }

    func expand(_ coarse: Plane, to size: ImageSize) -> Plane {
        var stuffed = Plane(width: 2 * coarse.width, height: 2 * coarse.height)
        stuffed.withMutableSamples { output in
            coarse.withSamples { input in
                for y in 0..<coarse.height {
                    for x in 0..<coarse.width {
                        output[4 * y * coarse.width + 2 * x] = input[y * coarse.width + x]
                    }
                }
            }
        }
        let fine = interpolation(stuffed)
        return fine.size == size ? fine : fine.cropped(x: 0, y: 0, to: size)
    }
}

extension BorderRule {
    /// The same rule in the convolution engine, where there is one.
    var boundary: Boundary? {
        switch self {
        case .reflect1: .mirror
        case .reflect2: .reflect
        case .circular: .periodic
        case .repeated, .zero, .extend, .dontCompute: nil
        }
    }
}

extension PyramidFilter {
    /// Whether the spectral engine can carry the filter out: the five-tap kernel with mirrored,
    /// reflected or periodic borders.
    public var hasSpectralEngine: Bool {
        if case .burtAdelson(_, let border) = self { return border.boundary != nil }
        return false
    }
}
