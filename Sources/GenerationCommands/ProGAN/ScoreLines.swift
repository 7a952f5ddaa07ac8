// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import GenerativeModels

/// Scores of samples for people: a row for each, its floor beside it.
enum ScoreLines {
    /// The table.
    static func text(_ scores: [SampleScores.Score]) -> String {
        let values = Dictionary(scores.map { ($0.name, $0.value) }) { $1 }
        var table = TableFormatter(
            columns: [.left("score"), .right("samples"), .right("other reals")])
        for (name, value) in scores where name.hasPrefix("swd.") {
            let level = name.dropFirst("swd.".count)
            let side = Int(level).map { "\($0)×\($0)" } ?? "\(level)"
            table.append([
                "SWD × 10³, \(side)", decimals(value, 1),
                values["swd_floor.\(level)"].map { decimals($0, 1) } ?? "",
            ])
        }
        if let value = values["ms_ssim"] {
            let ofReals = values["ms_ssim_reals"].map { decimals($0, 4) } ?? ""
            table.append(["MS-SSIM", decimals(value, 4), ofReals])
        }
        if let value = values["classifier_score"] {
            let ofReals = values["classifier_score_reals"].map { decimals($0, 3) } ?? ""
            table.append(["classifier score", decimals(value, 3), ofReals])
        }
        return table.text
    }

    /// A number with so many decimals.
    static func decimals(_ value: Double, _ count: Int) -> String {
        guard value.isFinite else { return "none" }
        var scale = 1.0
        for _ in 0..<count { scale *= 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let digits = "\(scaled)"
        let padded = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
        let sign = value < 0 && scaled != 0 ? "-" : ""
        return sign + padded.dropLast(count) + (count > 0 ? "." + padded.suffix(count) : "")
    }
}
