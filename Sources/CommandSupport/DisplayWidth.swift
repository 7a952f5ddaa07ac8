// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// How many columns of a terminal the text takes: two for each East Asian wide character and
    /// each emoji, none for combining marks, one for everything else.
    ///
    /// The ranges are those of Unicode's East Asian Width property (UAX #11), W and F, joined
    /// where only unassigned characters lie between.
    package var displayWidth: Int {
        reduce(0) { $0 + $1.displayWidth }
    }
}

extension Character {
    /// The columns of one character as people see it, however many scalars it is made of.
    fileprivate var displayWidth: Int {
        let scalars = unicodeScalars
        // U+FE0F asks for the emoji form of a character that also has a text form.
        if scalars.contains("\u{FE0F}") { return 2 }
        return scalars.reduce(0) { max($0, $1.displayWidth) }
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        return Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
        0x20000...0x3FFFD,
    ]
}
