// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ImageCommands

@Suite struct TerminalImageTests {
    @Test(
        arguments: [
            (["TERM": "xterm-kitty"], .kitty),
            (["KITTY_WINDOW_ID": "1"], .kitty),
            (["TERM_PROGRAM": "ghostty"], .kitty),
            (["TERM_PROGRAM": "iTerm.app"], .iTerm2),
            (["TERM_PROGRAM": "WezTerm"], .iTerm2),
            (["TERM_PROGRAM": "vscode"], .iTerm2),
            (["KONSOLE_VERSION": "230800"], .iTerm2),
            (["TERM": "xterm-256color"], nil),
            ([:], nil),
        ] as [([String: String], TerminalImage?)])
    func terminalsAreKnownByTheirVariables(
        _ environment: [String: String], _ expected: TerminalImage?
    ) {
        #expect(TerminalImage.supported(by: environment) == expected)
    }

    @Test func iTermTakesOnePiece() {
        let text = TerminalImage.iTerm2.escapeSequence(forPNG: [1, 2, 3, 4])
        #expect(text == "\u{1B}]1337;File=inline=1;size=4:AQIDBA==\u{07}\n")
    }

    /// 4096 characters a piece, and the pieces together are the file.
    @Test(arguments: [1, 3072, 3073, 10_000]) func kittyTakesPieces(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let text = TerminalImage.kitty.escapeSequence(forPNG: bytes)
        let pieces = text.matches(of: /\u{1B}_G(a=T,f=100,)?m=([01]);([A-Za-z0-9+\/=]+)\u{1B}\\/)
        #expect(pieces.map(\.0).joined() + "\n" == text)
        #expect(pieces.count == (count + 3071) / 3072)
        #expect(pieces.map { $0.1 != nil } == pieces.indices.map { $0 == 0 })
        #expect(pieces.map { $0.2 } == pieces.indices.map { $0 < pieces.count - 1 ? "1" : "0" })
        #expect(pieces.allSatisfy { $0.3.count <= 4096 })
        #expect(Data(base64Encoded: pieces.map { String($0.3) }.joined()) == Data(bytes))
    }
}
