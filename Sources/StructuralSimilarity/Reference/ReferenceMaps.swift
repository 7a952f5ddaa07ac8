// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The terms at each place of one scale, in double precision and straight from the definition:
/// Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
/// similarity", IEEE Transactions on Image Processing 13 (2004), equations 6 and 13; contrast and
/// structure as one factor, since C3 = C2 / 2.
///
/// This is what the fast path is held against, so it is written to be read.
struct ReferenceMaps {
    let luminance: DoublePlane
    let contrastStructure: DoublePlane
    /// Contrast and structure apart, for the convention that averages them apart.
    let contrast: DoublePlane?
    let structure: DoublePlane?

    init(
        _ x: DoublePlane, _ y: DoublePlane, window: SimilarityWindow,
        constants: StabilityConstants, rules: ConventionRules
    ) {
        let (c1, c2) = (constants.luminance, constants.contrast)
        let mx = x.filtered(by: window)
        let my = y.filtered(by: window)
        let xx = x.combined(with: x, *).filtered(by: window).combined(with: mx) { $0 - $1 * $1 }
        let yy = y.combined(with: y, *).filtered(by: window).combined(with: my) { $0 - $1 * $1 }
        let product = mx.combined(with: my, *)
        let xy = x.combined(with: y, *).filtered(by: window).combined(with: product, -)

        luminance = mx.combined(with: my) { (2 * $0 * $1 + c1) / ($0 * $0 + $1 * $1 + c1) }
        let variance = xx.combined(with: yy, +)
        contrastStructure = xy.combined(with: variance) { covariance, variance in
            let value = (2 * covariance + c2) / (variance + c2)
            return rules.clampsPixels ? max(value, 0) : value
        }
        guard rules.combination == .separateTerms else {
            contrast = nil
            structure = nil
            return
        }
        // Rounded taps sum to more than 1, which makes variances and covariances of flat places negative:
        // libvmaf counts them as 0, a covariance only where the variances are.
        let positive = [xx, yy].map { $0.combined(with: $0) { value, _ in max(value, 0) } }
        let deviations = positive[0].combined(with: positive[1]) { ($0 * $1).squareRoot() }
        let sum = positive[0].combined(with: positive[1], +)
        contrast = deviations.combined(with: sum) { (2 * $0 + c2) / ($1 + c2) }
        structure = xy.combined(with: deviations) { covariance, deviations in
            let covariance = deviations == 0 ? max(covariance, 0) : covariance
            return (covariance + c2 / 2) / (deviations + c2 / 2)
        }
    }

    /// Luminance × contrast × structure.
    var similarity: DoublePlane { luminance.combined(with: contrastStructure, *) }
}
