// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension Image {
    /// What a reader of a float file may want to know of its samples.
    var notesOnSamples: [String] {
        planes.allSatisfy(\.isFinite) ? [] : ["there are samples that are not finite"]
    }
}

extension Plane {
    fileprivate var isFinite: Bool {
        // x − x is 0 for every finite x, and NaN otherwise; the sum keeps a NaN.
        withSamples { samples in
            var sum: Float = 0
            for index in samples.indices { sum += samples[index] - samples[index] }
            return sum == 0
        }
    }
}
