// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom
internal import Tensors

/// What is random in some samples of a seed.
public struct Draws {
    /// Which of the seed's samples.
    public let indices: [Int]
    /// Their classes; empty in a cascade without.
    public let labels: [Int]

    private let stream: RandomStream

    /// Names samples of a seed.
    ///
    /// - Parameters:
    ///   - indices: Which of the seed's samples.
    ///   - seed: The seed.
    ///   - classes: How many classes the cascade has; 0 for none.
    ///   - label: The class of all of them; nil draws each, all equally likely.
    public init(_ indices: some Sequence<Int>, seed: UInt64, classes: Int = 0, label: Int? = nil) {
        let stream = RandomStream(seed: seed) / "samples"
        self.stream = stream
        self.indices = Array(indices)
        labels =
            classes == 0
            ? []
            : self.indices.map { index in
                if let label { return label }
                var generator = (stream / index / "class").generator()
                return generator.index(below: classes)
            }
    }

    /// Names samples of a seed with classes that are known, as those of real images.
    public init(_ indices: some Sequence<Int>, seed: UInt64, labels: [Int]) {
        stream = RandomStream(seed: seed) / "samples"
        self.indices = Array(indices)
        self.labels = labels
    }

    /// The noise of a level in [−1, 1] (N, shape).
    func noise(_ level: Int, shape: [Int]) throws(TensorError) -> Tensor {
        let length = shape.reduce(1, *)
        var values: [Float] = []
        values.reserveCapacity(indices.count * length)
        for index in indices {
            var generator = (stream / index / "level" / level).generator()
            for _ in 0..<length { values.append(Float(generator.uniform(-1, 1))) }
        }
        return try Tensor(values, shape: [indices.count] + shape)
    }
}
