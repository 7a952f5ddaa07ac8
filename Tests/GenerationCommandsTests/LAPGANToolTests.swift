// SPDX-License-Identifier: Apache-2.0

#if NETWORKS
    import ArgumentParser
    import CommandSupport
    import Datasets
    import Foundation
    import GenerationCommands
    import ImageFiles
    import TestSupport
    import Testing

    /// The tool `lapgan` in child processes.
    struct LAPGANToolTests {
        /// Runs the tool in a folder; it must end with the exit code.
        @discardableResult
        private func run(
            _ arguments: String..., in folder: TemporaryFolder, exitCode code: Int32 = 0,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> GenerationToolRun {
            try await GenerationToolRun(
                arguments, of: .lapgan, in: folder, exitCode: code, sourceLocation: sourceLocation)
        }

        /// All weights below a folder, by path.
        private func weights(_ folder: TemporaryFolder, _ path: String) throws -> [String: Data] {
            var weights: [String: Data] = [:]
            for name in try folder.contents(of: path) where name.hasSuffix(".safetensors") {
                weights[name] = try Data(contentsOf: folder[path].appending(path: name))
            }
            return weights
        }

        @Test("Two processes that train two levels at once give the weights of one after another")
        func levelsTrainSideBySide() async throws {
            let folder = try TemporaryFolder.withShapes()
            try await run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "--seed", "3", "-o", "one",
                "--threads", "1", in: folder)
            async let fine = run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "--seed", "3", "-o", "two",
                "--level", "0", "--threads", "1", in: folder)
            async let middle = run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "--seed", "3", "-o", "two",
                "--level", "1", "--threads", "1", in: folder)
            _ = try await (fine, middle)
            let missing = try await run(
                "sample", "two", "-o", "samples", in: folder, exitCode: 1)
            #expect(
                missing.error.contains("level 2 has not been trained; run lapgan train --resume"))
            try await run(
                "train", "--resume", "two", "--level", "2", "--threads", "1", in: folder)
            let expected = try weights(folder, "one")
            #expect(expected.count > 20)
            #expect(try weights(folder, "two") == expected)

            let sampled = try await run(
                "sample", "two", "--count", "4", "--variants", "2", "-o", "samples", in: folder)
            #expect(sampled.output == "samples: 4 images, grid.png, chain.png\n")
            #expect(
                try folder.contents(of: "samples") == [
                    "000000.png", "000001.png", "000002.png", "000003.png", "chain.png", "grid.png",
                ])
            let evaluated = try await run(
                "evaluate", "two", "shapes", "--count", "4", "--likelihood", "4", "--draws", "2",
                "--json", in: folder)
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(evaluated.output.utf8))
                    as? [String: Any])
            #expect(object["nearest_draws"] != nil && object["likelihood"] != nil)
            let shown = try await run("show", "two", "-o", "chain.png", in: folder)
            #expect(shown.output.contains("4→8→16 by box2, values signed, no classes"))
            #expect(shown.output.contains("level 0, 16×16, step 8"))
            let foreign = try await run(
                "sample", "two", "--class", "1", "-o", "other", in: folder, exitCode: 1)
            #expect(
                foreign.error
                    == "lapgan: two: tiny was trained without classes; leave out --class\n")
        }

        @Test(
            "Options that do not go together are refused when they are read",
            arguments: [
                (
                    ["train", "shapes", "-o", "run", "--recipe", "huge"],
                    "there is no recipe 'huge'"
                ),
                (["train", "--resume", "run", "--recipe", "tiny"], "leave out --recipe"),
                (["train", "shapes", "-o", "run", "--level=-1"], "--level counts from 0"),
                (
                    ["sample", "run", "-o", "x", "--from", "y", "--class", "1"],
                    "--class does not go"
                ),
                (["evaluate", "run", "shapes", "--likelihood", "2"], "--likelihood must be 0"),
                (["show", "run", "--rows", "3"], "--rows and --seed go with a picture"),
            ])
        func parsing(_ arguments: [String], _ message: String) {
            do {
                _ = try LAPGANCommand.parseAsRoot(arguments)
                Issue.record("\(arguments) were accepted")
            } catch {
                #expect(LAPGANCommand.message(for: error).contains(message))
            }
        }

        @Test("What makes no sense is refused before anything is written")
        func refusals() async throws {
            let folder = try TemporaryFolder.withShapes()
            for (arguments, code, message) in [
                (["train", "--resume", "run", "--seed", "2"], 64, "leave out --seed"),
                (["train", "shapes", "-o", "run", "--recipe", "tiny"], 1, "tiny learns 16×16"),
                (["sample", "run", "-o", "samples"], 1, "there is no lapgan.json"),
            ] {
                let result = try await #require(
                    processExitsWith: .exitCode(Int32(code)), observing: [\.standardErrorContent]
                ) { [arguments = arguments as [String], path = folder.path as String] in
                    guard FileManager.default.changeCurrentDirectoryPath(path) else { exit(99) }
                    ToolMain.run(LAPGANCommand.self, arguments: arguments)
                }
                #expect(
                    String(decoding: result.standardErrorContent, as: UTF8.self).contains(message))
            }
            #expect(try folder.contents().filter { !$0.hasPrefix("shapes") }.isEmpty)
        }
    }
#endif
