// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

extension ImageRows {
    /// An order of the rows that depends on a seed and on which rows there are, and on nothing else.
    ///
    /// A row's place comes from a hash of its numbers, so a set whose files are read in another
    /// order, or in shards, is shuffled into the same sequence. Equal rows are told apart by which
    /// of them it is: without that, all images of one certain class would stay together.
    func contentOrder(seed: UInt64) -> [Int] {
        let start = SplitMix64.mix(seed &+ 0x1A77_5EED)
        var occurrences: [UInt64: UInt64] = [:]
        let keys = (0..<count).map { row in
            let hash = contentHash(of: row)
            let occurrence = occurrences[hash, default: 0]
            occurrences[hash] = occurrence + 1
            return SplitMix64.mix(SplitMix64.mix(hash ^ start) &+ SplitMix64.step &* occurrence)
        }
        return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// A hash of the values of a row; single and double precision of one value give one hash.
    private func contentHash(of row: Int) -> UInt64 {
        func hash(_ values: ArraySlice<some BinaryFloatingPoint>) -> UInt64 {
            var state: UInt64 = 0xCBF2_9CE4_8422_2325
            for value in values {
                // Adding 0 makes −0, which equals 0, the same bits.
                state = (state ^ (Double(value) + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
                state ^= state >> 29
            }
            return state
        }
        let range = row * columns..<(row + 1) * columns
        switch storage {
        case .single(let samples): return hash(samples[range])
        case .double(let samples): return hash(samples[range])
        }
    }
}
