// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ParameterSet {
    /// The tensors as a table for people: path, shape and count, and the total.
    ///
    /// ```text
    /// parameter      shape             count
    /// conv1.weight   64 × 3 × 3 × 3    1,728
    /// conv1.bias     64                   64
    /// total                            1,792
    /// ```
    ///
    /// What is not trained is marked and not in the total.
    public var summary: String {
        var rows = [("parameter", "shape", "count")]
        for entry in entries {
            let shape = entry.tensor.shape.map(String.init).joined(separator: " × ")
            rows.append(
                (
                    entry.name + (entry.isTrained ? "" : " (not trained)"),
                    shape.isEmpty ? "number" : shape, Self.grouped(entry.tensor.count)
                ))
        }
        rows.append(("total", "", Self.grouped(count)))
        let first = rows.map(\.0.count).max() ?? 0
        let second = rows.map(\.1.count).max() ?? 0
        let third = rows.map(\.2.count).max() ?? 0
        return rows.map { row in
            Self.padded(row.0, first) + "   " + Self.padded(row.1, second) + "   "
                + String(repeating: " ", count: third - row.2.count) + row.2 + "\n"
        }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }

    /// A number with commas between thousands.
    private static func grouped(_ number: Int) -> String {
        var digits = Array("\(number)")
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: place)
        }
        return String(digits)
    }
}
