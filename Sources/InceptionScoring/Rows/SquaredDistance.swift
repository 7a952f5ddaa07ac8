// SPDX-License-Identifier: Apache-2.0

extension ImageRows {
    /// Σ (x − y)² in double precision, without products, so that equal rows have distance 0 and
    /// equal distances are equal numbers: (x, y), (y, x) and a copy of y give one value.
    func squaredDistance(_ row: Int, _ other: ImageRows, _ otherRow: Int) -> Double {
        switch (storage, other.storage) {
        case (.single(let x), .single(let y)):
            return Self.squaredDistance(x, row * columns, y, otherRow * columns, columns)
        case (.double(let x), .double(let y)):
            return Self.squaredDistance(x, row * columns, y, otherRow * columns, columns)
        case (.single(let x), .double(let y)):
            return Self.squaredDistance(x, row * columns, y, otherRow * columns, columns)
        case (.double(let x), .single(let y)):
            return Self.squaredDistance(x, row * columns, y, otherRow * columns, columns)
        }
    }

    private static func squaredDistance<X: BinaryFloatingPoint, Y: BinaryFloatingPoint>(
        _ x: [X], _ xStart: Int, _ y: [Y], _ yStart: Int, _ count: Int
    ) -> Double {
        precondition(xStart + count <= x.count && yStart + count <= y.count)
        // Four sums, so that additions need not wait for each other; the order is always the same.
        var sums = SIMD4<Double>.zero
        var index = 0
        while index + 4 <= count {
            var difference = SIMD4<Double>.zero
            for lane in 0..<4 {
                difference[lane] =
                    Double(x[xStart + index + lane]) - Double(y[yStart + index + lane])
            }
            sums += difference * difference
            index += 4
        }
        var sum = sums.sum()
        while index < count {
            let difference = Double(x[xStart + index]) - Double(y[yStart + index])
            sum += difference * difference
            index += 1
        }
        return sum
    }
}
