// SPDX-License-Identifier: Apache-2.0

package import Scoring

/// A score report for people: its numbers in a table, then what went in, then what to beware of.
package enum ScoreTable {
    /// The text, each line ended by a line break.
    package static func text(_ report: ScoreReport) -> String {
        let hasErrors = report.values.contains { $0.uncertainty != nil }
        var table = TableFormatter(
            columns: [.left("what"), .right("value")]
                + (hasErrors ? [.right("standard error")] : []))
        for value in report.values {
            let error = value.uncertainty.map { $0.standardError.significant } ?? ""
            table.append(
                [value.name, value.value.significant] + (hasErrors ? [error] : []))
        }
        let counts = report.counts.map { "\($0.count) \($0.name)" }
        let settings = report.settings.map { "\($0.name) \($0.value)" }
        let seed = report.seed.map { ["seed \($0)"] } ?? []
        let warnings = report.warnings.map { "note: \($0)\n" }.joined()
        return report.name + "\n" + table.text
            + (counts + settings + seed).joined(separator: ", ") + "\n" + warnings
    }
}

extension Double {
    /// Six decimals from 0.001 up, else four significant digits: distances are of any size.
    fileprivate var significant: String {
        guard isFinite else { return isNaN ? "none" : self < 0 ? "-infinity" : "infinity" }
        if self == 0 { return "0" }
        return magnitude >= 0.001 && magnitude < 1e12 ? decimal : scientific
    }

    private var decimal: String {
        let millionths = UInt64((magnitude * 1e6).rounded())
        let digits = String(millionths % 1_000_000)
        return (self < 0 ? "-" : "") + "\(millionths / 1_000_000)."
            + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private var scientific: String {
        var exponent = 0
        var mantissa = magnitude
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let thousandths = Int((mantissa * 1000).rounded())
        let digits = String(thousandths)
        let rest = digits.dropFirst().prefix(3)
        // 9.9996 rounds up to 10.000.
        if digits.count > 4 { return (self < 0 ? "-" : "") + "1.000e\(exponent + 1)" }
        return (self < 0 ? "-" : "") + "\(digits.prefix(1)).\(rest)e\(exponent)"
    }
}
