// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// How scores share figures.
struct ScoreFigureTests {
    private static func entry(_ images: Int, _ scores: [String: Double]) -> LogEntry {
        LogEntry(step: images / 16, images: images, seconds: 1, scores: scores)
    }

    private let entries = [
        entry(0, ["swd.32": 300, "swd.mean": 240, "swd_floor.32": 9, "level_of_detail": 3]),
        entry(16, ["swd.32": 200, "swd.mean": 150, "swd_floor.32": 9, "level_of_detail": 3]),
        entry(32, ["swd.32": 250, "swd.mean": 190, "swd_floor.32": 9, "level_of_detail": 2.5]),
        entry(
            48,
            [
                "swd.32": 100, "swd.mean": .nan, "ms_ssim": 0.2, "level_of_detail": 2.5,
                "collapse_alarm": 1,
            ]),
    ]

    @Test("Levels, their mean and their floor share a figure; another score has its own")
    func families() {
        let figures = ScoreFigure.all(in: entries)
        #expect(figures.map(\.name) == ["swd", "ms_ssim"])
        let curves = figures[0].figure.curves
        #expect(curves.map(\.name) == ["32", "32", "mean"])
        #expect(curves.filter(\.isReference).map(\.points.count) == [3])
        // What is no number is not drawn.
        #expect(curves.last?.points.map(\.y) == [240, 150, 190])
    }

    @Test("Growing is shaded where the level of detail changes, and is no score itself")
    func growth() {
        let figure = ScoreFigure.all(in: entries)[0].figure
        #expect(figure.growing == [16...32])
        #expect(figure.svg.contains("shaded: growing"))
        #expect(figure.svg.contains("stroke-dasharray"))
        #expect(!figure.svg.contains("level_of_detail"))
    }

    @Test("Without scores there is no figure, and one value stands in the middle")
    func extremes() {
        #expect(ScoreFigure.all(in: []).isEmpty)
        let axis = FigureAxis([5, 5])
        #expect(abs(axis.share(5) - 0.5) < 0.26)
        #expect(axis.ticks.count >= 2)
    }
}
