// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Raster
import Synchronization
import Testing

@testable import CommandSupport

@Suite struct BatchTests {
    @Test(arguments: [1, 2, 7])
    func valuesKeepTheOrderOfTheInputs(_ threads: Int) throws {
        let batch = Batch(
            tool: "t", unit: "items", threads: ThreadCount(threads), isQuiet: true,
            interruption: Interruption())
        #expect(try batch.run(over: Array(0..<20)) { $0 * $0 } == (0..<20).map { $0 * $0 })
        #expect(try batch.run(over: [Int]()) { $0 } == [])
    }

    @Test func theOthersAreFinishedWhenOneFails() {
        let batch = Batch(
            tool: "t", unit: "items", threads: ThreadCount(2), isQuiet: true,
            interruption: Interruption())
        let finished = Mutex<Set<Int>>([])
        #expect(throws: ExitCode(1)) {
            try batch.run(over: Array(0..<10)) { item in
                if item == 3 { throw ToolFailure("3: is odd") }
                finished.withLock { _ = $0.insert(item) }
            }
        }
        #expect(finished.withLock { $0 } == Set(0..<10).subtracting([3]))
    }

    @Test func nothingNewIsStartedAfterAnInterruption() {
        let interruption = Interruption()
        let batch = Batch(
            tool: "t", unit: "items", threads: .one, isQuiet: true, interruption: interruption)
        let finished = Mutex<[Int]>([])
        #expect(throws: ExitCode(130)) {
            try batch.run(over: Array(0..<10)) { item in
                if item == 2 { interruption.request(signal: SIGINT) }
                finished.withLock { $0.append(item) }
            }
        }
        #expect(finished.withLock { $0 } == [0, 1, 2])
    }

    @Test(
        arguments: [
            (1, 0, 0, nil, false, nil),
            (0, 1, 0, nil, false, nil),
            (24, 0, 0, nil, false, "24 of 24 images done"),
            (24, 0, 0, nil, true, nil),
            (22, 2, 0, nil, true, "22 of 24 images done, 2 failed"),
            (5, 0, 19, SIGINT, true, "interrupted: 5 of 24 images done, 19 not started"),
            (
                5, 1, 18, SIGTERM, false,
                "interrupted: 5 of 24 images done, 1 failed, 18 not started"
            ),
        ] as [(Int, Int, Int, Int32?, Bool, String?)])
    func theLastLineCounts(
        _ done: Int, _ failed: Int, _ notStarted: Int, _ signal: Int32?, _ isQuiet: Bool,
        _ summary: String?
    ) {
        let outcome = BatchOutcome(
            done: done, failed: failed, notStarted: notStarted, signal: signal)
        #expect(outcome.summary(unit: "images", isQuiet: isQuiet) == summary)
    }

    @Test func failuresArePrintedOneALine() async throws {
        let result = await #expect(
            processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
        ) {
            ToolMain.run(FailingBatch.self, arguments: [])
        }
        #expect(
            try String(decoding: #require(result).standardErrorContent, as: UTF8.self) == """
                fail: gone.png: No such file or directory
                fail: 1.png: is broken in two lines
                fail: 2 of 4 images done, 2 failed

                """)
    }

    /// A child process is sent Ctrl-C in its second item of ten.
    @Test func controlCFinishesWhatHasBegun() async throws {
        let result = await #expect(
            processExitsWith: .exitCode(130), observing: [\.standardErrorContent]
        ) {
            ToolMain.run(InterruptedBatch.self, arguments: ["--interruptions", "1"])
        }
        #expect(
            try String(decoding: #require(result).standardErrorContent, as: UTF8.self) == """

                Stopping when what has begun is finished; again to stop now.
                wait: interrupted: 2 of 10 images done, 8 not started

                """)
    }

    @Test func aSecondControlCStopsAtOnce() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            ToolMain.run(InterruptedBatch.self, arguments: ["--interruptions", "2"])
        }
    }
}

struct FailingBatch: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fail")

    func run() throws {
        let batch = Batch(tool: "fail", unit: "images", threads: .one)
        let problem = ToolFailure("gone.png: No such file or directory")
        try batch.run(over: [0, 1, 2], problems: [problem]) { item in
            if item == 1 { throw ToolFailure("1.png: is broken\nin two lines") }
        }
    }
}

struct InterruptedBatch: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "wait")

    @Option var interruptions: Int

    func run() throws {
        let batch = Batch(tool: "wait", unit: "images", threads: .one)
        try batch.run(over: Array(0..<10)) { item in
            guard item == 1 else { return }
            for _ in 0..<interruptions {
                kill(getpid(), SIGINT)
                // The signal may reach another thread, and a little later.
                while Interruption.ofProcess.signal == nil { sched_yield() }
            }
        }
    }
}
