// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The gradients of one scale's mean terms with respect to its first image, in closed form.
///
/// Each mean is (1/P) Σ over P windows of a function of the moments of x, which depend on x through the
/// window alone; so the gradient is three maps of that function's derivatives, handed out over the
/// window and weighted by 1, x and y:
///
/// d mean(f)/dx = (2/P) [ y · Gᵀ(∂f/∂(2σxy)) + x · Gᵀ(∂f/∂σx²) + Gᵀ(the rest) ]
///
/// As in Wang and Simoncelli, "Maximum differentiation (MAD) competition", Journal of Vision 8 (2008),
/// appendix.
struct TermGradient {
    private let x: DoublePlane
    private let y: DoublePlane
    private let window: SimilarityWindow
    private let constants: StabilityConstants
    /// Whether places of opposed structure count as 0, whatever changes there.
    private let clampsPixels: Bool
    // Local means, and the numerators and denominators of luminance (1) and contrast-structure (2).
    private let mx: DoublePlane
    private let my: DoublePlane
    private let a1: DoublePlane
    private let a2: DoublePlane
    private let b1: DoublePlane
    private let b2: DoublePlane

    init(
        _ x: DoublePlane, _ y: DoublePlane, window: SimilarityWindow,
        constants: StabilityConstants, clampsPixels: Bool
    ) {
        self.clampsPixels = clampsPixels
        self.x = x
        self.y = y
        self.window = window
        self.constants = constants
        let (c1, c2) = (constants.luminance, constants.contrast)
        let mx = x.filtered(by: window)
        let my = y.filtered(by: window)
        let squares = x.combined(with: y) { $0 * $0 + $1 * $1 }.filtered(by: window)
        let products = x.combined(with: y, *).filtered(by: window)
        a1 = mx.combined(with: my) { 2 * $0 * $1 + c1 }
        b1 = mx.combined(with: my) { $0 * $0 + $1 * $1 + c1 }
        a2 = products.combined(with: mx.combined(with: my, *)) { 2 * ($0 - $1) + c2 }
        b2 = squares.combined(with: b1) { $0 - ($1 - c1) + c2 }
        self.mx = mx
        self.my = my
    }

    /// The gradient of the mean of contrast × structure.
    var ofContrastStructure: DoublePlane {
        assemble { index in
            let (b2, c) = (b2.samples[index], a2.samples[index] / b2.samples[index])
            return (1 / b2, -c / b2, (c * mx.samples[index] - my.samples[index]) / b2)
        }
    }

    /// The gradient of the mean of luminance × contrast × structure.
    var ofSimilarity: DoublePlane {
        assemble { index in
            let (a1, a2) = (a1.samples[index], a2.samples[index])
            let (b1, b2) = (b1.samples[index], b2.samples[index])
            let s = a1 * a2 / (b1 * b2)
            let rest = my.samples[index] * (a2 - a1) - mx.samples[index] * s * (b2 - b1)
            return (a1 / (b1 * b2), -s / b2, rest / (b1 * b2))
        }
    }

    /// Hands out what `derivatives` says of each window: what goes to y, what to x, and what to 1.
    private func assemble(
        _ derivatives: (_ index: Int) -> (y: Double, x: Double, one: Double)
    ) -> DoublePlane {
        var maps = [DoublePlane](repeating: DoublePlane(size: mx.size), count: 3)
        for index in mx.samples.indices where !clampsPixels || a2.samples[index] > 0 {
            let (y, x, one) = derivatives(index)
            maps[0].samples[index] = y
            maps[1].samples[index] = x
            maps[2].samples[index] = one
        }
        let spread = maps.map { $0.spread(by: window) }
        let share = 2 / Double(mx.size.area)
        var result = spread[2]
        for index in result.samples.indices {
            result.samples[index] =
                share
                * (y.samples[index] * spread[0].samples[index]
                    + x.samples[index] * spread[1].samples[index] + spread[2].samples[index])
        }
        return result
    }
}
