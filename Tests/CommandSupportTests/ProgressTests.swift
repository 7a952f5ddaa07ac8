// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import CommandSupport

@Suite struct ProgressTests {
    @Test(arguments: [
        (0, 24, 0.0, "0/24  0 %"),
        (12, 24, 3.5, "12/24  50 %  3.4 images/s  4 s left"),
        (1, 400, 10, "1/400  0 %  0.1 images/s  1 h 6 min left"),
        (100, 300, 100, "100/300  33 %  1.0 images/s  3 min 20 s left"),
        (300, 300, 0.2, "300/300  100 %  1500 images/s"),
        (0, 0, 1, "0/0"),
    ])
    func theLineTellsRateAndTimeLeft(_ done: Int, _ total: Int, _ seconds: Double, _ line: String) {
        #expect(
            ProgressLine.text(
                done: done, total: total, unit: "images", elapsed: .seconds(seconds), columns: 80)
                == line)
    }

    @Test(arguments: [
        (36, "12/24  50 %  3.4 images/s  4 s left"), (35, "12/24  50 %  3.4 images/s"),
        (20, "12/24  50 %"), (3, "12/24"),
    ])
    func theLineFitsTheTerminal(_ columns: Int, _ line: String) {
        #expect(
            ProgressLine.text(
                done: 12, total: 24, unit: "images", elapsed: .seconds(3.5), columns: columns)
                == line)
    }

    /// A terminal that remembers, and a clock that is moved by hand.
    private final class Scene: Sendable {
        let output = Mutex("")
        let elapsed = Mutex(Duration.zero)
        let start = ContinuousClock.now

        func reporter(total: Int, isDrawn: Bool = true) -> ProgressReporter {
            ProgressReporter(
                total: total, unit: "images", isDrawn: isDrawn,
                now: { [self] in start.advanced(by: elapsed.withLock { $0 }) },
                columns: { 80 }, write: { [self] text in output.withLock { $0 += text } })
        }

        func advanceClock(by duration: Duration) { elapsed.withLock { $0 += duration } }

        var text: String { output.withLock { $0 } }
    }

    @Test func itDrawsAtMostTenTimesASecond() {
        let scene = Scene()
        let reporter = scene.reporter(total: 1000)
        for _ in 0..<1000 {
            scene.advanceClock(by: .milliseconds(1))
            reporter.advance()
        }
        // At 1 ms, 101 ms, … 901 ms.
        #expect(scene.text.split(separator: "\r").count == 10)
    }

    @Test func nothingStaysOfIt() {
        let scene = Scene()
        let reporter = scene.reporter(total: 2)
        scene.advanceClock(by: .seconds(1))
        reporter.advance()
        reporter.printLine("pyramid: a.png: not a PNG file")
        reporter.finish()
        #expect(
            scene.text == "\r\u{1B}[K1/2  50 %  1.0 images/s  1 s left"
                + "\r\u{1B}[Kpyramid: a.png: not a PNG file\n")
    }

    @Test func itIsSilentWhereNobodyLooks() {
        let scene = Scene()
        let reporter = scene.reporter(total: 2, isDrawn: false)
        scene.advanceClock(by: .seconds(1))
        reporter.advance()
        reporter.printLine("kept")
        reporter.finish()
        #expect(scene.text == "kept\n")
    }

    @Test func threadsMayCountTogether() async {
        let scene = Scene()
        let reporter = scene.reporter(total: 401)
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<100 { reporter.advance() } }
            }
        }
        scene.advanceClock(by: .seconds(1))
        reporter.advance()
        #expect(scene.text.hasSuffix("401/401  100 %  401 images/s"))
    }
}
