// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scoring
import Testing

struct ScoreReportTests {
    @Test func aReportSurvivesStorage() throws {
        let report = ScoreReport(
            name: "diversity",
            values: [
                .init(
                    name: "MS-SSIM", value: 0.25,
                    uncertainty: Uncertainty(standardError: 0.01, source: .sampling))
            ],
            counts: [.init(name: "pairs", count: 100)], seed: .max,
            settings: [.init(name: "convention", value: "progan")],
            warnings: ["few images"], version: "1.2.3")
        let stored = try JSONEncoder().encode(report)
        let read = try JSONDecoder().decode(ScoreReport.self, from: stored)
        #expect(read == report)
        #expect(read.value("MS-SSIM")?.uncertainty?.standardError == 0.01)
        #expect(read.count("pairs") == 100)
        #expect(read.value("other") == nil)
    }
}
