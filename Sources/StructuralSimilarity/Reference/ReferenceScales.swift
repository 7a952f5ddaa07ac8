// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The scales of one channel of two images in double precision.
struct ReferenceScales {
    let rules: ConventionRules
    let constants: StabilityConstants
    let count: Int

    /// The two images at each scale, finest first.
    func images(_ x: DoublePlane, _ y: DoublePlane) -> [(DoublePlane, DoublePlane)] {
        var scales = [(x, y)]
        while scales.count < count {
            let (x, y) = scales[scales.count - 1]
            scales.append((x.halved(by: rules.halving), y.halved(by: rules.halving)))
        }
        return scales
    }

    /// The terms' maps at each scale, for each place where the window fits or for every sample.
    func maps(_ x: DoublePlane, _ y: DoublePlane, isFullSize: Bool) -> [ReferenceMaps] {
        images(x, y).map { x, y in
            let window = rules.window(for: x.size)
            let (x, y) = isFullSize ? (x.reflected(for: window), y.reflected(for: window)) : (x, y)
            return ReferenceMaps(x, y, window: window, constants: constants, rules: rules)
        }
    }

    /// The terms' means at each scale.
    func means(_ x: DoublePlane, _ y: DoublePlane) -> [ScaleMeans] {
        images(x, y).map { x, y in
            let window = rules.window(for: x.size)
            let maps = ReferenceMaps(x, y, window: window, constants: constants, rules: rules)
            var whole = maps
            if rules.border == .mirroredSimilarity {
                let margin = window.size / 2
                whole = ReferenceMaps(
                    x.mirrored(margin: margin), y.mirrored(margin: margin), window: window,
                    constants: constants, rules: rules)
            }
            return ScaleMeans(
                luminance: maps.luminance.mean, contrastStructure: maps.contrastStructure.mean,
                similarity: whole.similarity.mean, contrast: maps.contrast?.mean,
                structure: maps.structure?.mean)
        }
    }
}
