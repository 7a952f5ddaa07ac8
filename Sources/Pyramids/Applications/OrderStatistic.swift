// SPDX-License-Identifier: Apache-2.0

import Raster

extension Plane {
    /// The median of the absolute values; of an even number of samples the mean of the middle two.
    ///
    /// - Complexity: O(samples). The bits of non-negative floats sort like whole numbers, so counting
    ///   their upper halves, then the lower halves of those that share the upper half sought, finds the
    ///   sample without sorting.
    var medianMagnitude: Float {
        let count = size.area
        let upper = magnitude(ofRank: count / 2)
        return count.isMultiple(of: 2) ? (magnitude(ofRank: count / 2 - 1) + upper) / 2 : upper
    }

    private func magnitude(ofRank rank: Int) -> Float {
        withSamples { samples in
            var rank = rank
            func select(_ bucket: (UInt32) -> Int?) -> UInt32 {
                var counts = [Int](repeating: 0, count: 1 << 16)
                for index in samples.indices {
                    if let place = bucket(samples[index].magnitude.bitPattern) {
                        counts[place] += 1
                    }
                }
                var place = 0
                while rank >= counts[place] {
                    rank -= counts[place]
                    place += 1
                }
                return UInt32(place)
            }
            let high = select { Int($0 >> 16) }
            let low = select { $0 >> 16 == high ? Int($0 & 0xFFFF) : nil }
            return Float(bitPattern: high << 16 | low)
        }
    }
}
