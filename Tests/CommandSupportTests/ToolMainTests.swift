// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Raster
import Testing

@testable import CommandSupport

@Suite struct ToolMainTests {
    private func endingOfRun(_ arguments: [String]) -> ToolEnding? {
        do {
            var command = try SampleTool.parseAsRoot(arguments)
            try command.run()
            return nil
        } catch {
            return ToolEnding(of: error, root: SampleTool.self)
        }
    }

    @Test(
        arguments: [
            (
                ["work", "--frobnicate"], 64,
                "sample: Unknown option '--frobnicate'. "
                    + "See 'sample work --help' for more information.\n"
            ),
            (
                ["work", "--threads", "0"], 64,
                "sample: --threads must be between 1 and 1024, not 0. "
                    + "See 'sample work --help' for more information.\n"
            ),
            (
                ["work", "--threads", "many"], 64,
                "sample: The value 'many' is invalid for '--threads <count>'. "
                    + "See 'sample work --help' for more information.\n"
            ),
            (
                ["work", "--seed", "-1"], 64,
                "sample: Missing value for '--seed <number>'. "
                    + "See 'sample work --help' for more information.\n"
            ),
            (
                ["stop"], 64,
                "sample: Unexpected argument 'stop'. See 'sample --help' for more information.\n"
            ),
            (["work", "--outcome", "failure"], 1, "sample: a.png: is no picture at all\n"),
            (
                ["work", "--outcome", "misuse"], 64,
                "sample: --alpha needs --beta. See 'sample --help' for more information.\n"
            ),
            (["work", "--outcome", "code"], 130, ""),
        ] as [([String], Int32, String)])
    func errorsAreOneLineAndACode(_ arguments: [String], _ code: Int32, _ message: String) throws {
        let ending = try #require(endingOfRun(arguments))
        #expect(ending.standardError == message)
        #expect(ending.exitCode == code)
        #expect(ending.standardOutput.isEmpty)
    }

    @Test func helpAndVersionAreResults() throws {
        let version = try #require(endingOfRun(["--version"]))
        #expect(version.standardOutput == "0.1.0\n")
        #expect(version.exitCode == 0)
        let help = try #require(endingOfRun(["work", "--help"]))
        #expect(help.standardOutput.hasPrefix("USAGE: sample work "))
        #expect(help.standardError.isEmpty)
        #expect(help.exitCode == 0)
    }

    @Test func commonArgumentsAreParsed() throws {
        let plain = try SampleTool.Work.parse([])
        #expect(plain.threads.count == .allProcessors)
        #expect(!plain.json.isRequested && !plain.quiet.isRequested && !plain.recursive.isRequested)
        #expect(plain.seed.value == 0)
        let full = try SampleTool.Work.parse(
            [
                "--threads", "3", "--json", "--quiet", "--recursive", "--seed",
                "18446744073709551615",
            ])
        #expect(full.threads.count == ThreadCount(3))
        #expect(full.json.isRequested && full.quiet.isRequested && full.recursive.isRequested)
        #expect(full.seed.value == .max)
    }

    @Test func aWholeRunPrintsItsResult() async throws {
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent]
        ) {
            ToolMain.run(SampleTool.self, arguments: ["work"])
        }
        let found = try #require(result)
        #expect(String(decoding: found.standardOutputContent, as: UTF8.self).contains("worked\n"))
    }

    @Test func aFullDiskIsAFailure() async throws {
        try #require(FileManager.default.fileExists(atPath: "/dev/full"))
        let result = await #expect(
            processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
        ) {
            let full = unsafe open("/dev/full", O_WRONLY)
            dup2(full, STDOUT_FILENO)
            ToolMain.run(SampleTool.self, arguments: ["work"])
        }
        #expect(
            try String(decoding: #require(result).standardErrorContent, as: UTF8.self)
                == "sample: standard output: No space left on device\n")
    }

    @Test func aReaderThatHasGoneIsNone() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            unsafe pipe(&ends)
            close(ends[0])
            dup2(ends[1], STDOUT_FILENO)
            ToolMain.run(SampleTool.self, arguments: ["work"])
        }
    }

    @Test(
        arguments: [
            (0, nil),
            (
                1,
                "this processor lacks AVX2; on x86-64, a processor of the level x86-64-v3 is needed "
                    + "(made since about 2013)"
            ),
            (
                63,
                "this processor lacks AVX2, FMA, BMI2, F16C, LZCNT, MOVBE; on x86-64, a processor of "
                    + "the level x86-64-v3 is needed (made since about 2013)"
            ),
        ] as [(UInt32, String?)])
    func oldProcessorsAreNamed(_ missing: UInt32, _ message: String?) {
        #expect(ProcessorCheck.message(missingFeatures: missing) == message)
    }

    @Test func bfloat16IsRefusedWhereThereIsNone() throws {
        try ProcessorCheck.requireBfloat16(for: "--precision bfloat16", isAvailable: true)
        let failure = try #require(throws: ToolFailure.self) {
            try ProcessorCheck.requireBfloat16(for: "--precision bfloat16", isAvailable: false)
        }
        #expect(
            "\(failure)"
                == "--precision bfloat16: this processor has no instructions for bfloat16 (AVX512_BF16 "
                + "on x86-64, BF16 on Arm); leave the option out")
    }
}

struct SampleTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", version: Version.current, subcommands: [Work.self])

    struct Work: ParsableCommand {
        enum Outcome: String, ExpressibleByArgument { case success, failure, misuse, code }

        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument
        @OptionGroup var seed: SeedArgument
        @OptionGroup var recursive: RecursiveArgument
        @Option var outcome = Outcome.success

        func run() throws {
            switch outcome {
            case .success: print("worked")
            case .failure: throw ToolFailure("a.png: is no\npicture at all")
            case .misuse: throw ValidationError("--alpha needs --beta")
            case .code: throw ExitCode(130)
            }
        }
    }
}
