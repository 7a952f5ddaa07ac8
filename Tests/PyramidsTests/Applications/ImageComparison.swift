// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import TestSupport

/// The greatest difference between the samples of two lists of planes; infinite when sizes differ or
/// a sample is not a number.
func largestDifference(_ found: [DoublePlane], _ wanted: [DoublePlane]) -> Double {
    guard found.map(\.size) == wanted.map(\.size) else { return .infinity }
    var largest = 0.0
    for (left, right) in zip(found, wanted) {
        for (a, b) in zip(left.samples, right.samples) {
            let difference = abs(a - b)
            guard difference.isFinite else { return .infinity }
            largest = max(largest, difference)
        }
    }
    return largest
}

/// The greatest difference between an image in units of 0…1 and planes.
func largestDifference(_ found: Image, _ wanted: [DoublePlane]) -> Double {
    largestDifference(found.converted(to: .unit).planes.map(DoublePlane.init), wanted)
}

/// The greatest difference between two images in units of 0…1.
func largestDifference(_ found: Image, _ wanted: Image) -> Double {
    largestDifference(found, wanted.converted(to: .unit).planes.map(DoublePlane.init))
}

extension FixtureArray {
    /// The planes of an array of rows, columns and channels, or of rows and columns.
    var channelPlanes: [DoublePlane] {
        let channels = shape.count == 3 ? shape[2] : 1
        let size = ImageSize(width: shape[1], height: shape[0])
        return (0..<channels).map { channel in
            DoublePlane(
                size: size,
                samples: stride(from: channel, to: values.count, by: channels).map { values[$0] })
        }
    }
}

extension SyntheticImage {
    /// The image with samples in 0…255.
    var image: Image {
        Image(planes: planes(), channels: channels == 1 ? .grey : .rgb, range: .byte)
    }
}
