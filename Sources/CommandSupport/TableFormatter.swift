// SPDX-License-Identifier: Apache-2.0

/// Results for people: rows in aligned columns under a line of titles.
///
/// ```swift
/// var table = TableFormatter(columns: [.left("level"), .right("size")])
/// table.append(["0", "768×512"])
/// print(table.text, terminator: "")
/// ```
package struct TableFormatter: Sendable {
    /// A title, and the side on which its column is flush.
    package struct Column: Sendable {
        let title: String
        let isFlushRight: Bool

        /// A column of words.
        package static func left(_ title: String) -> Column {
            Column(title: title, isFlushRight: false)
        }

        /// A column of numbers.
        package static func right(_ title: String) -> Column {
            Column(title: title, isFlushRight: true)
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    /// Creates a table without rows.
    package init(columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row with one cell for each column.
    package mutating func append(_ row: [String]) {
        precondition(
            row.count == columns.count,
            "a table of \(columns.count) columns has no place for a row of \(row.count) cells")
        rows.append(row.map(\.onSingleLine))
    }

    /// The whole table, each line ended by a line break; no line ends in spaces.
    package var text: String {
        let lines = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in
            lines.map { $0[column].displayWidth }.max() ?? 0
        }
        return lines.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
                line += column == 0 ? "" : "  "
                line += columns[column].isFlushRight ? padding + cell : cell + padding
            }
            let content = line.lastIndex { $0 != " " }.map { line[...$0] } ?? ""
            return content + "\n"
        }.joined()
    }
}
