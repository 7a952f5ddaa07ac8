// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Pictures straight into a terminal that can show them: kitty's graphics protocol and iTerm2's inline
/// images (also WezTerm, Ghostty, Konsole, VS Code).
enum TerminalImage {
    case kitty
    case iTerm2

    /// What the terminal that the variables describe understands, or nil.
    static func supported(by environment: [String: String]) -> TerminalImage? {
        let program = environment["TERM_PROGRAM"] ?? ""
        if environment["KITTY_WINDOW_ID"] != nil || environment["TERM"] == "xterm-kitty"
            || ["ghostty"].contains(program.lowercased())
        {
            return .kitty
        }
        if ["iTerm.app", "WezTerm", "vscode"].contains(program)
            || environment["KONSOLE_VERSION"] != nil
        {
            return .iTerm2
        }
        return nil
    }

    /// The text that makes the terminal draw a PNG.
    func escapeSequence(forPNG bytes: [UInt8]) -> String {
        let encoded = Data(bytes).base64EncodedString()
        switch self {
        case .iTerm2:
            return "\u{1B}]1337;File=inline=1;size=\(bytes.count):\(encoded)\u{07}\n"
        case .kitty:
            // At most 4096 characters a piece; m=1 says that more follow.
            var pieces: [Substring] = []
            var rest = encoded[...]
            while !rest.isEmpty {
                pieces.append(rest.prefix(4096))
                rest = rest.dropFirst(4096)
            }
            return pieces.enumerated().map { index, piece in
                let first = index == 0 ? "a=T,f=100," : ""
                return "\u{1B}_G\(first)m=\(index < pieces.count - 1 ? 1 : 0);\(piece)\u{1B}\\"
            }.joined() + "\n"
        }
    }
}
