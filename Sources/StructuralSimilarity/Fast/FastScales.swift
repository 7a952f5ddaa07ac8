// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The scales of all channels of two images in single precision.
///
/// Work is cut into strips of rows that depend on the size alone, and their sums are added in order,
/// so the result has the same bits for any number of threads.
struct FastScales {
    let rules: ConventionRules
    let constants: StabilityConstants
    let count: Int
    let threads: ThreadCount

    /// The means of the terms: for each channel, each scale, finest first.
    ///
    /// With `detail`, luminance and similarity are computed at every scale, otherwise at the last,
    /// where the score needs them.
    func means(
        _ x: [Plane], _ y: [Plane], detail: Bool
    ) throws(SimilarityError) -> [[ScaleMeans]] {
        var scale = try sumsAndDifferences(x, y)
        var result = Array(repeating: [ScaleMeans](), count: x.count)
        for index in 0..<count {
            let needsLuminance = detail || index == count - 1
            for (channel, means) in measure(scale, needsLuminance: needsLuminance).enumerated() {
                result[channel].append(means)
            }
            if index < count - 1 { scale = halved(scale) }
        }
        return result
    }

    /// The maps of luminance and of contrast × structure: for each channel, each scale.
    func maps(
        _ x: [Plane], _ y: [Plane]
    ) throws(SimilarityError) -> [[(luminance: Plane, contrastStructure: Plane)]] {
        var scale = try sumsAndDifferences(x, y)
        var result = Array(
            repeating: [(luminance: Plane, contrastStructure: Plane)](), count: x.count)
        for index in 0..<count {
            for channel in x.indices {
                let size = rules.window(for: scale[channel].size).mapSize(of: scale[channel].size)
                let maps = (Plane(uninitialized: size), Plane(uninitialized: size))
                let pointers = unsafe MapPointers(
                    luminance: maps.0.storage.base, contrastStructure: maps.1.storage.base)
                _ = unsafe sums([scale[channel]], needsLuminance: true, maps: pointers)
                result[channel].append(maps)
            }
            if index < count - 1 { scale = halved(scale) }
        }
        return result
    }
}
