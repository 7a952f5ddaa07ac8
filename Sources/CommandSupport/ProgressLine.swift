// SPDX-License-Identifier: Apache-2.0

/// What progress looks like, apart from where and when it is drawn.
enum ProgressLine {
    /// The line after `done` of `total` pieces of work in `elapsed` time, as in
    /// `12/24  50 %  3.4 images/s  4 s left`.
    static func text(
        done: Int, total: Int, unit: String, elapsed: Duration, columns: Int
    ) -> String {
        var parts = ["\(done)/\(total)"]
        if total > 0 { parts.append("\(done * 100 / total) %") }
        let seconds = elapsed / .seconds(1)
        // No rate until there is something to divide by.
        if done > 0 && seconds > 0 {
            let rate = Double(done) / seconds
            parts.append("\(threeDigits(rate)) \(unit)/s")
            if done < total { parts.append("\(time(Double(total - done) / rate)) left") }
        }
        // A line that wraps could not be erased; what comes last is what is missed least.
        while parts.count > 1 && width(of: parts) >= columns { parts.removeLast() }
        return parts.joined(separator: "  ")
    }

    private static func width(of parts: [String]) -> Int {
        parts.joined(separator: "  ").displayWidth
    }

    /// `0.34`, `3.4`, `34`, `340`: as many digits as a glance takes in.
    private static func threeDigits(_ value: Double) -> String {
        let digits = value < 1 ? 100.0 : value < 10 ? 10.0 : 1.0
        let rounded = (value * digits).rounded() / digits
        return digits == 1 ? String(Int(rounded)) : String(rounded)
    }

    /// `8 s`, `3 min 20 s`, `2 h 5 min`.
    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(whole / 3600) h \(whole % 3600 / 60) min"
        }
    }
}
