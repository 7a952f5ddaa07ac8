// SPDX-License-Identifier: Apache-2.0

package import SeededRandom

/// Unit vectors on which descriptors are projected, each in double precision.
package struct Directions: Sendable, Equatable {
    /// The number of directions.
    package let count: Int
    /// The number of components of each.
    package let length: Int
    /// Component by component, the directions side by side.
    private let components: [Double]

    /// Normalises the columns of a matrix of `length` rows and `count` columns.
    package init(normalising matrix: [Double], length: Int, count: Int) {
        precondition(matrix.count == length * count, "a matrix of \(length)×\(count)")
        self.count = count
        self.length = length
        var components = matrix
        for direction in 0..<count {
            var squares = 0.0
            for index in stride(from: direction, to: matrix.count, by: count) {
                squares += matrix[index] * matrix[index]
            }
            let norm = squares.squareRoot()
            for index in stride(from: direction, to: matrix.count, by: count) {
                components[index] /= norm
            }
        }
        self.components = components
    }

    /// The directions of one repeat at one level, from a stream of this package.
    init(length: Int, count: Int, stream: RandomStream) {
        var generator = stream.generator()
        self.init(
            normalising: (0..<(length * count)).map { _ in generator.normal() }, length: length,
            count: count)
    }

    /// The directions of one repeat as NumPy's generator gives them: normal numbers row by row,
    /// columns normalised.
    package init(length: Int, count: Int, from random: inout LegacyNumPyRandom) {
        self.init(
            normalising: (0..<(length * count)).map { _ in random.normal() }, length: length,
            count: count)
    }

    /// The directions of several repeats, one after the other.
    init(joining repeats: [Directions]) {
        precondition(!repeats.isEmpty, "at least one repeat")
        let length = repeats[0].length
        self.init(
            components: (0..<length).flatMap { row in
                repeats.flatMap { part in
                    part.components[(row * part.count)..<((row + 1) * part.count)]
                }
            }, length: length, count: repeats.reduce(0) { $0 + $1.count })
    }

    private init(components: [Double], length: Int, count: Int) {
        self.components = components
        self.length = length
        self.count = count
    }

    /// The first directions alone.
    func prefix(_ count: Int) -> Directions {
        Directions(
            components: (0..<length).flatMap { row in
                components[(row * self.count)..<(row * self.count + count)]
            }, length: length, count: count)
    }

    /// One component of one direction.
    package func component(_ component: Int, of direction: Int) -> Double {
        components[component * count + direction]
    }
}
