// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Testing

@Suite struct JSONOutputTests {
    private struct Score: Encodable {
        let set: String
        let mean: Double
        let worst: Float
    }

    @Test func valuesAreOneLineWithSortedKeys() throws {
        let line = try JSONOutput.line(for: Score(set: "a/b \"c\"", mean: 0.1, worst: .infinity))
        #expect(line == #"{"mean":0.1,"set":"a/b \"c\"","worst":"Infinity"}"#)
    }

    @Test(arguments: [
        (Float.nan, #"["NaN"]"#), (-Float.infinity, #"["-Infinity"]"#), (0.1, "[0.1]"), (1, "[1]"),
    ])
    func numbersKeepTheirShortestForm(_ value: Float, _ line: String) throws {
        #expect(try JSONOutput.line(for: [value]) == line)
    }
}
