// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Testing

@Suite struct TableFormatterTests {
    @Test func columnsAreAligned() {
        var table = TableFormatter(columns: [.left("name"), .right("size"), .left("note")])
        table.append(["café", "768×512", ""])
        table.append(["日本", "1×1", "small"])
        #expect(
            table.text == """
                name     size  note
                café  768×512
                日本      1×1  small

                """)
    }

    @Test func aCellStaysOnItsLine() {
        var table = TableFormatter(columns: [.left("name")])
        table.append(["two\nlines \u{1B}[31m"])
        #expect(table.text == "name\ntwo lines \u{FFFD}[31m\n")
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("e\u{301}", 1), ("日本", 4), ("ＡＢ", 4), ("한글", 4), ("👩‍👩‍👧", 2),
        ("×", 1),
        ("❤️", 2), ("ﬁ", 1), ("🇨🇭", 2),
    ])
    func widthsAreThoseOfATerminal(_ text: String, _ columns: Int) {
        #expect(text.displayWidth == columns)
    }
}
