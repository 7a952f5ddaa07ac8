// SPDX-License-Identifier: Apache-2.0

/// The projections on one direction in ascending order, each with the image it comes from.
struct LabelledRow: Sendable {
    private let values: [Float]
    private let images: [UInt32]

    /// Sorts a row of projections of a table.
    init(_ row: UnsafePointer<Float>, _ table: DescriptorTable) {
        let patches = table.patchesPerImage
        (values, images) = unsafe RadixSort.sorted(row, count: table.count) {
            UInt32($0 / patches)
        }
    }

    /// The p-th power of the distance of two rows, each corrected, in which each number weighs as
    /// often as its image was drawn.
    static func powered(
        _ a: LabelledRow, _ drawsA: [Int32], _ correctionA: RowCorrection, _ b: LabelledRow,
        _ drawsB: [Int32], _ correctionB: RowCorrection, order: WassersteinOrder
    ) -> Double {
        // In units of 1 / (countA · countB) all weights are whole.
        let countA = a.values.count
        let countB = b.values.count
        var i = -1
        var j = -1
        var leftA = 0
        var leftB = 0
        var sum = 0.0
        while true {
            while leftA == 0 {
                i += 1
                guard i < countA else { return sum / (Double(countA) * Double(countB)) }
                leftA = Int(drawsA[Int(a.images[i])]) * countB
            }
            while leftB == 0 {
                j += 1
                guard j < countB else { return sum / (Double(countA) * Double(countB)) }
                leftB = Int(drawsB[Int(b.images[j])]) * countA
            }
            let step = min(leftA, leftB)
            let difference = abs(
                correctionA.apply(a.values[i]) - correctionB.apply(b.values[j]))
            sum += Double(step) * (order == .first ? difference : difference * difference)
            leftA -= step
            leftB -= step
        }
    }
}
