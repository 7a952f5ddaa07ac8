// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Looks for samples that are infinite or not numbers.
enum FiniteSamples {
    /// Throws the place of the first one, if there is one.
    static func check(_ x: [Plane], _ y: [Plane]) throws(SimilarityError) {
        try check(x.map(\.samples), y.map(\.samples), width: x[0].width)
    }

    /// Throws the place of the first one, if there is one.
    static func check(_ x: [DoublePlane], _ y: [DoublePlane]) throws(SimilarityError) {
        try check(x.map(\.samples), y.map(\.samples), width: x[0].width)
    }

    private static func check<Sample: BinaryFloatingPoint>(
        _ x: [[Sample]], _ y: [[Sample]], width: Int
    ) throws(SimilarityError) {
        for (image, channels) in [x, y].enumerated() {
            for (channel, samples) in channels.enumerated() {
                if let index = samples.firstIndex(where: { !$0.isFinite }) {
                    throw .notFinite(
                        image: image, channel: channel, x: index % width, y: index / width)
                }
            }
        }
    }
}
