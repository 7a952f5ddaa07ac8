// SPDX-License-Identifier: Apache-2.0

/// Which descriptors of a table are projected, and how often each counts.
///
/// Patches are drawn with repetition, and a small level has few places: of 128 patches of 7×7 in 16×16
/// pixels 72 are different. Those of one image and place are alike in every sample, so one of them is
/// projected and counts for all.
struct ProjectedColumns: Sendable {
    /// Descriptors that one thread projects at once, one after the other in a segment.
    struct Piece: Sendable {
        let segment: DescriptorTable.Segment
        /// Where they lie in the segment.
        let range: Range<Int>
        /// The columns of those that are projected.
        let columns: Range<Int>

        /// The columns in parts of at most `width`.
        func panels(of width: Int) -> some Sequence<Range<Int>> {
            stride(from: columns.lowerBound, to: columns.upperBound, by: width).map {
                $0..<min($0 + width, columns.upperBound)
            }
        }

        /// How many descriptors need a buffer because they do not lie in memory.
        var bufferCount: Int {
            if case .memory = segment.place { 0 } else { range.count }
        }
    }

    /// How often each column counts, at least once.
    let weights: [UInt8]
    /// Each column's descriptor, counted from the beginning of its piece.
    let places: [UInt16]
    let pieces: [Piece]

    /// The number of columns.
    var count: Int { weights.count }

    /// The greatest weight: a number is repeated by one store of eight.
    static let mostWeight: UInt8 = 8
    /// Descriptors in a piece; 1536 of 147 samples take 900 KB.
    private static let mostInPiece = 1536

    /// Lists the descriptors of a table.
    ///
    /// - Parameters:
    ///   - table: The descriptors.
    ///   - mergingCopies: Whether equal patches share a column; otherwise each has its own, in the
    ///     order of the table.
    init(_ table: DescriptorTable, mergingCopies: Bool) {
        var weights: [UInt8] = []
        var places: [UInt16] = []
        var pieces: [Piece] = []
        weights.reserveCapacity(table.count)
        places.reserveCapacity(table.count)
        var start = 0
        for segment in table.segments {
            for first in stride(from: 0, to: segment.count, by: Self.mostInPiece) {
                let range = first..<min(segment.count, first + Self.mostInPiece)
                let firstColumn = weights.count
                for place in range {
                    let copies = mergingCopies ? table.copies[start + place] : 1
                    guard copies > 0 else { continue }
                    weights.append(copies)
                    places.append(UInt16(place - first))
                }
                pieces.append(
                    Piece(segment: segment, range: range, columns: firstColumn..<weights.count))
            }
            start += segment.count
        }
        self.weights = weights
        self.places = places
        self.pieces = pieces
    }
}

/// A row of projections in which each number counts as often as its weight says.
@unsafe struct WeightedRow {
    let values: UnsafeMutablePointer<Float>
    /// From 1 to ``ProjectedColumns/mostWeight``.
    let weights: UnsafePointer<UInt8>
    /// How many numbers there are.
    let count: Int
    /// The sum of their weights.
    let total: Int

    /// Writes each number as often as it counts.
    ///
    /// - Parameter target: Room for ``total`` numbers and eight.
    func expand(into target: UnsafeMutablePointer<Float>) {
        var length = 0
        for index in unsafe 0..<count {
            unsafe Self.repeated(values[index], at: target + length)
            length &+= unsafe Int(weights[index])
        }
    }

    /// Writes a number eight times; what follows writes over those too many.
    @inline(__always)
    static func repeated(_ value: Float, at target: UnsafeMutablePointer<Float>) {
        unsafe UnsafeMutableRawPointer(target).storeBytes(
            of: SIMD8(repeating: value), as: SIMD8<Float>.self)
    }
}
