// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads the tables that say what is on the images of a folder.
enum LabelTables {
    /// What was found.
    struct Found {
        var labels: ImageLabels?
        var attributes: ImageAttributes?
    }

    /// Looks for tables in a folder and brings their rows into the order of `paths`.
    static func read(in folder: URL, for paths: [String]) throws(DatasetError) -> Found {
        var found = Found()
        for name in try FolderListing.names(in: folder) {
            let url = folder.appending(path: name)
            if name == "dataset.json" {
                let bytes = try contents(url)
                found.labels = try styleGAN(bytes, name: url.shownPath, for: paths)
            } else if name.hasPrefix("list_attr"), name.hasSuffix(".txt") {
                let table = try Table(celebA: try contents(url), name: url.shownPath)
                found.attributes = try table.attributes(for: paths)
            } else if name == "labels.csv" {
                let table = try Table(csv: try contents(url), name: url.shownPath)
                if table.isNumeric {
                    found.attributes = try table.attributes(for: paths)
                } else {
                    found.labels = try table.labels(for: paths)
                }
            }
        }
        return found
    }

    /// The labels of StyleGAN's `dataset.json`, or nil where they are null.
    ///
    /// Its form is `{"labels": [["00000/img00000000.png", 6], …]}`. Whole numbers only: a list of numbers
    /// is a condition, not a class.
    static func styleGAN(
        _ bytes: [UInt8], name: String, for paths: [String]
    ) throws(DatasetError) -> ImageLabels? {
        struct Entry: Decodable {
            let path: String
            let label: Int

            init(from decoder: any Decoder) throws {
                var pair = try decoder.unkeyedContainer()
                path = try pair.decode(String.self)
                label = try pair.decode(Int.self)
            }
        }
        struct File: Decodable {
            private enum CodingKeys: String, CodingKey {
                case labels
                case classNames = "class_names"
            }
            let labels: [Entry]?
            let classNames: [String]?
        }
        let file = try JSONFile.decode(bytes, name: name, as: File.self)
        guard let entries = file.labels else { return nil }
        let byPath = Dictionary(
            entries.map { ($0.path, $0.label) }, uniquingKeysWith: { first, _ in first })
        var values: [Int] = []
        for path in paths {
            guard let label = byPath[path], label >= 0 else { throw missing(path, in: name) }
            values.append(label)
        }
        return ImageLabels(values: values, names: file.classNames ?? [])
    }

    fileprivate static func missing(_ path: String, in table: String) -> DatasetError {
        DatasetError(
            place: table, problem: "there is no label for \(path)",
            remedy: "complete the table or remove it")
    }

    private static func contents(_ url: URL) throws(DatasetError) -> [UInt8] {
        try DatasetError.wrapping { () throws(ImageFileError) in
            try FileBytes.contents(path: url.shownPath)
        }
    }
}

/// Rows of words under a heading, each row named by a file.
private struct Table {
    private let name: String
    private let columns: [String]
    private let rows: [String: [Substring]]

    /// CelebA's form: a count, the names of the columns, then a file and its numbers a line, separated
    /// by one or more blanks.
    init(celebA bytes: [UInt8], name: String) throws(DatasetError) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count > 2, let count = Int(lines[0].filter { !$0.isWhitespace }) else {
            throw Self.damaged(name, "its first line is not the number of rows")
        }
        let columns = lines[1].split(whereSeparator: \.isWhitespace).map(String.init)
        guard lines.count - 2 == count else {
            throw Self.damaged(name, "it announces \(count) rows and has \(lines.count - 2)")
        }
        try self.init(
            name, columns, lines.dropFirst(2).map { $0.split(whereSeparator: \.isWhitespace) })
    }

    /// Values separated by commas under a heading whose first column names the file.
    init(csv bytes: [UInt8], name: String) throws(DatasetError) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let heading = cells.first, heading.count > 1 else {
            throw Self.damaged(name, "its heading does not have a file and at least one column")
        }
        try self.init(name, heading.dropFirst().map(String.init), Array(cells.dropFirst()))
    }

    private init(
        _ name: String, _ columns: [String], _ cells: [[Substring]]
    ) throws(DatasetError) {
        var rows: [String: [Substring]] = [:]
        for (index, row) in cells.enumerated() {
            guard row.count == columns.count + 1 else {
                throw Self.damaged(
                    name,
                    "row \(index + 1) has \(row.count - 1) values for "
                        + "\(columns.count) columns")
            }
            rows[String(row[0])] = Array(row.dropFirst())
        }
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// Whether every cell is a number.
    var isNumeric: Bool { rows.values.allSatisfy { $0.allSatisfy { Float($0) != nil } } }

    func attributes(for paths: [String]) throws(DatasetError) -> ImageAttributes {
        var values: [Float] = []
        values.reserveCapacity(paths.count * columns.count)
        for path in paths {
            for cell in try row(of: path) {
                guard let value = Float(cell) else {
                    throw Self.damaged(name, "\"\(cell)\" in the row of \(path) is no number")
                }
                values.append(value)
            }
        }
        return ImageAttributes(names: columns, values: values)
    }

    /// Classes named by the words of the only column.
    func labels(for paths: [String]) throws(DatasetError) -> ImageLabels {
        guard columns.count == 1 else {
            throw Self.damaged(name, "it has words in one of \(columns.count) columns")
        }
        let names = Set(rows.values.map { String($0[0]) }).sorted()
        var values: [Int] = []
        for path in paths {
            let word = String(try row(of: path)[0])
            values.append(names.firstIndex(of: word) ?? 0)
        }
        return ImageLabels(values: values, names: names)
    }

    /// The row of a path, or of its last part.
    private func row(of path: String) throws(DatasetError) -> [Substring] {
        if let row = rows[path] { return row }
        if let last = path.split(separator: "/").last, let row = rows[String(last)] { return row }
        throw LabelTables.missing(path, in: name)
    }

    private static func damaged(_ name: String, _ problem: String) -> DatasetError {
        DatasetError(
            place: name, problem: "this table is not as expected: \(problem)",
            remedy: "mend the table or remove it")
    }
}
