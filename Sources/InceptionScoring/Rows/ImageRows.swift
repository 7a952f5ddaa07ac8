// SPDX-License-Identifier: Apache-2.0

/// A row of numbers for each image of a set: features, logits or probabilities.
///
/// ```swift
/// let logits = try ImageRows(contentsOf: URL(filePath: "logits.npy"), as: .logits)
/// let score = try InceptionScore().scores(of: logits, as: .logits)
/// ```
///
/// Numbers stay in the precision that they came in; scores are computed in double precision.
public struct ImageRows: Sendable {
    enum Storage: Sendable {
        case single([Float])
        case double([Double])
    }

    /// What the set is called in messages: a file's path.
    public let name: String
    /// The number of images.
    public let count: Int
    /// How many numbers there are for an image.
    public let columns: Int
    let storage: Storage

    /// Creates rows of single precision.
    ///
    /// - Parameters:
    ///   - samples: The numbers, image by image.
    ///   - columns: How many numbers there are for an image.
    ///   - name: What the set is called in messages.
    /// - Throws: When there are no numbers, not a whole number of rows, or one is not finite.
    public init(
        _ samples: [Float], columns: Int, name: String
    ) throws(InceptionScoringError) {
        try self.init(
            .single(samples), total: samples.count, columns: columns, name: name,
            infinite: samples.firstIndex { !$0.isFinite })
    }

    /// Creates rows of double precision; the rest is as in ``init(_:columns:name:)``.
    public init(
        _ samples: [Double], columns: Int, name: String
    ) throws(InceptionScoringError) {
        try self.init(
            .double(samples), total: samples.count, columns: columns, name: name,
            infinite: samples.firstIndex { !$0.isFinite })
    }

    private init(
        _ storage: Storage, total: Int, columns: Int, name: String, infinite: Int?
    ) throws(InceptionScoringError) {
        guard total > 0, columns > 0 else {
            throw InceptionScoringError(
                place: name, problem: "there are no rows", remedy: "give one row for each image")
        }
        guard total % columns == 0 else {
            throw InceptionScoringError(
                place: name, problem: "\(total) numbers are no whole number of rows of \(columns)",
                remedy: "give one row for each image")
        }
        if let infinite {
            throw InceptionScoringError(
                place: name,
                problem: "row \(infinite / columns), column \(infinite % columns) is not a finite "
                    + "number",
                remedy: "find out what made it; a score of such rows means nothing")
        }
        self.init(trusted: storage, columns: columns, name: name)
    }

    /// Rows whose numbers are known to be in order.
    private init(trusted storage: Storage, columns: Int, name: String) {
        self.name = name
        self.columns = columns
        self.storage = storage
        switch storage {
        case .single(let samples): count = samples.count / columns
        case .double(let samples): count = samples.count / columns
        }
    }

    /// A number of a row.
    public subscript(row: Int, column: Int) -> Double {
        precondition(row >= 0 && row < count && column >= 0 && column < columns)
        switch storage {
        case .single(let samples): return Double(samples[row * columns + column])
        case .double(let samples): return samples[row * columns + column]
        }
    }

    /// The numbers of some rows one after the other, in double precision.
    func doubles(_ rows: some Sequence<Int>) -> [Double] {
        var numbers: [Double] = []
        numbers.reserveCapacity(rows.underestimatedCount * columns)
        switch storage {
        case .single(let samples):
            for row in rows {
                let start = row * columns
                for value in samples[start..<start + columns] { numbers.append(Double(value)) }
            }
        case .double(let samples):
            for row in rows {
                let start = row * columns
                numbers.append(contentsOf: samples[start..<start + columns])
            }
        }
        return numbers
    }

    /// Some rows, in the order given.
    func selecting(_ rows: [Int]) -> ImageRows {
        func chosen<Number>(_ samples: [Number]) -> [Number] {
            var result: [Number] = []
            result.reserveCapacity(rows.count * columns)
            for row in rows {
                result.append(contentsOf: samples[row * columns..<(row + 1) * columns])
            }
            return result
        }
        switch storage {
        case .single(let samples):
            return ImageRows(trusted: .single(chosen(samples)), columns: columns, name: name)
        case .double(let samples):
            return ImageRows(trusted: .double(chosen(samples)), columns: columns, name: name)
        }
    }

    /// Joins the shards of a set: rows of this part, then those of `other`.
    ///
    /// - Throws: When the rows differ in length.
    public mutating func merge(_ other: ImageRows) throws(InceptionScoringError) {
        guard other.columns == columns else {
            throw InceptionScoringError(
                place: other.name,
                problem: "its rows have \(other.columns) numbers, those of \(name) \(columns)",
                remedy: "compare what one network computed")
        }
        switch (storage, other.storage) {
        case (.single(let mine), .single(let theirs)):
            self = ImageRows(trusted: .single(mine + theirs), columns: columns, name: name)
        default:
            self = ImageRows(
                trusted: .double(doubles(0..<count) + other.doubles(0..<other.count)),
                columns: columns, name: name)
        }
    }

    /// The same rows, called otherwise in messages: a set of shards after their folder.
    public func named(_ name: String) -> ImageRows {
        ImageRows(trusted: storage, columns: columns, name: name)
    }
}
