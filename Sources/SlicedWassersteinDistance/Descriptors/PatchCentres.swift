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

    /// How many patches of its image each patch stands for: the first at a place for all there, up to
    /// `most`, and the others for none.
    func copies(patchesPerImage patches: Int, most: UInt8) -> [UInt8] {
        var copies = [UInt8](repeating: 0, count: count)
        // A table of places by hash; what another image left there counts as empty.
        var mask = 1
        while mask < 2 * patches { mask = mask << 1 | 1 }
        var holders = [Int](repeating: -1, count: mask + 1)
        for first in stride(from: 0, to: count, by: patches) {
            for patch in first..<(first + patches) {
                var slot = (Int(x[patch]) &* 0x9E37 &+ Int(y[patch]) &* 0x79B9) & mask
                while true {
                    let holder = holders[slot]
                    let isFree = holder < first
                    if isFree || (x[holder] == x[patch] && y[holder] == y[patch]) {
                        if isFree || copies[holder] == most {
                            holders[slot] = patch
                            copies[patch] = 1
                        } else {
                            copies[holder] += 1
                        }
                        break
                    }
                    slot = (slot &+ 1) & mask
                }
            }
        }
        return copies
    }
}
