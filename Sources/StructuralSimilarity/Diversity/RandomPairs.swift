// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

/// Draws pairs of different members of a set.
enum RandomPairs {
    /// The pairs, and whether any member is in more than one.
    struct Draw: Sendable, Equatable {
        let pairs: [Pair]
        let reusesMembers: Bool
    }

    struct Pair: Sendable, Hashable {
        let first: Int
        let second: Int
    }

    /// At most `count` pairs of the numbers below `members`.
    ///
    /// A random order of all members is cut into pairs, so none is used twice until all are; when
    /// more pairs are wanted, another order follows. When all pairs there are would not do, each is
    /// taken once.
    static func draw(_ count: Int, of members: Int, from stream: RandomStream) -> Draw {
        let all = members * (members - 1) / 2
        if count >= all {
            let pairs = (0..<members).flatMap { first in
                (first + 1..<members).map { Pair(first: first, second: $0) }
            }
            return Draw(pairs: pairs, reusesMembers: members > 2)
        }
        var pairs: [Pair] = []
        var seen: Set<Pair> = []
        var round = 0
        while pairs.count < count {
            var generator = (stream / round).generator()
            let order = generator.permutation(of: members)
            for index in stride(from: 0, to: members - 1, by: 2) where pairs.count < count {
                let (a, b) = (order[index], order[index + 1])
                let pair = Pair(first: min(a, b), second: max(a, b))
                if seen.insert(pair).inserted { pairs.append(pair) }
            }
            round += 1
        }
        return Draw(pairs: pairs, reusesMembers: 2 * count > members)
    }
}
