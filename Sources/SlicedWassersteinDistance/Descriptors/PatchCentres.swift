// SPDX-License-Identifier: Apache-2.0

package import Raster
package import SeededRandom

/// The pixel in the middle of each patch of one level, image after image.
package struct PatchCentres: Sendable, Equatable {
    /// Columns.
    package private(set) var x: [UInt16] = []
    /// Rows.
    package private(set) var y: [UInt16] = []

    /// No patches.
    init() {}

    /// The patches of one image at one level, from a stream of this package: column and row in
    /// turn.
    package init(in size: ImageSize, patchSize: Int, count: Int, stream: RandomStream) {
        var generator = stream.generator()
        let margin = patchSize / 2
        for _ in 0..<count {
            x.append(UInt16(margin + generator.index(below: size.width - 2 * margin)))
            y.append(UInt16(margin + generator.index(below: size.height - 2 * margin)))
        }
    }

    /// The patches of the images of one minibatch at one level, as the published program draws
    /// them: all columns first, then all rows.
    package init(
        in size: ImageSize, patchSize: Int, count: Int, from random: inout LegacyNumPyRandom
    ) {
        let margin = patchSize / 2
        for _ in 0..<count {
            x.append(UInt16(random.integer(in: margin..<(size.width - margin))))
        }
        for _ in 0..<count {
            y.append(UInt16(random.integer(in: margin..<(size.height - margin))))
        }
    }

    /// The number of patches.
    package var count: Int { x.count }

    /// Adds the patches of further images.
    mutating func append(_ others: PatchCentres) {
        x += others.x
        y += others.y
    }

    /// The patches at some places of the list.
    subscript(range: Range<Int>) -> PatchCentres {
        var part = PatchCentres()
        part.x = Array(x[range])
        part.y = Array(y[range])
        return part
    }
}
