// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// What was lost when an image was written as whole numbers.
public struct WriteReport: Sendable, Hashable {
    /// Samples outside the range of the format, written as its least or greatest value.
    public var clampedSamples: Int
    /// Samples that were not a number, written as 0.
    public var notNumbers: Int

    /// Creates a report of losses.
    public init(clampedSamples: Int = 0, notNumbers: Int = 0) {
        self.clampedSamples = clampedSamples
        self.notNumbers = notNumbers
    }

    /// Whether every sample was written as it was, but for rounding.
    public var isFaithful: Bool { clampedSamples == 0 && notNumbers == 0 }
}

extension WriteReport {
    /// What is lost when the samples of an image are rounded to whole numbers in `range`.
    init(rounding image: Image, to range: ClosedRange<Float>) {
        var clamped = 0
        var notNumbers = 0
        for plane in image.planes {
            plane.withSamples { samples in
                for index in samples.indices {
                    let value = samples[index].rounded()
                    clamped += value < range.lowerBound || value > range.upperBound ? 1 : 0
                    notNumbers += value.isNaN ? 1 : 0
                }
            }
        }
        self.init(clampedSamples: clamped, notNumbers: notNumbers)
    }
}
