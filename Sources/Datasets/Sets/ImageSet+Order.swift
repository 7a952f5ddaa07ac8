// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

extension ImageSet {
    /// The indices in an order that depends on the seed and each image's name alone.
    ///
    /// Neither the order of files nor images that are added later reorder the others. The first `n` are
    /// a random sample of `n` images.
    public func shuffledIndices(seed: UInt64) -> [Int] {
        let stream = RandomStream(seed: seed) / "order"
        let keyed = (0..<count).map { index in
            let name = name(at: index)
            var generator = (stream / name).generator()
            return (key: generator.next(), name: name, index: index)
        }
        return keyed.sorted { ($0.key, $0.name) < ($1.key, $1.name) }.map(\.index)
    }
}
