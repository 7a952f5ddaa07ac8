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

    /// The tool `progan` in child processes.
    struct ProGANToolTests {
        /// Runs the tool in a folder; it must end with the exit code.
        @discardableResult
        private func run(
            _ arguments: String..., in folder: TemporaryFolder, exitCode code: Int32 = 0,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> GenerationToolRun {
            try await GenerationToolRun(
                arguments, of: .progan, in: folder, exitCode: code, sourceLocation: sourceLocation)
        }

        /// Runs a command whose output nobody looks at in this process, which is much faster.
        private func perform(_ arguments: String...) throws { try perform(arguments) }

        private func perform(_ arguments: [String]) throws {
            var command = try ProGANCommand.parseAsRoot(arguments)
            try command.run()
        }

        /// All files of the newest checkpoint with weights, by name.
        private func weights(_ folder: TemporaryFolder, _ run: String) throws -> [String: Data] {
            let checkpoints = try FileManager.default.contentsOfDirectory(
                atPath: folder["\(run)/checkpoints"].path)
            let newest = try #require(checkpoints.filter { $0.hasPrefix("step-") }.max())
            var weights: [String: Data] = ["name": Data(newest.utf8)]
            let place = "\(run)/checkpoints/\(newest)"
            for name in try folder.contents(of: place) where name.hasSuffix(".safetensors") {
                weights[name] = try Data(contentsOf: folder["\(place)/\(name)"])
            }
            return weights
        }

        private func object(_ json: String) throws -> [String: Any] {
            try #require(
                JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        }

        @Test("A run that stops in a fade and goes on has the weights of one that did not stop")
        func trainingGoesOn() async throws {
            let folder = try TemporaryFolder.withShapes()
            // 8×8 fades in from 240 to 400 images.
            try await run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "--seed", "3", "--images",
                "480", "-o",
                "one", "--threads", "1", "--quiet", in: folder)
            try await run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "--seed", "3", "--images",
                "320", "-o",
                "two", "--threads", "1", "--quiet", in: folder)
            let again = try await run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "-o", "two", in: folder,
                exitCode: 1)
            #expect(
                again.error
                    == "progan: two holds a run already; go on with --resume two, or name another "
                    + "folder\n")
            let resumed = try await run(
                "train", "--resume", "two", "--images", "480", "--threads", "1", in: folder)
            #expect(resumed.output.hasPrefix("480 images in "))
            let expected = try weights(folder, "one")
            #expect(expected.count == 6)
            #expect(try weights(folder, "two") == expected)

            // Both runs have the same scores, along images and at equal work.
            let compared = try await run(
                "compare", "one", "two", "--against", "images", "--plot", "scores.svg", "--json",
                in: folder)
            let curves = try #require(
                JSONSerialization.jsonObject(with: Data(compared.output.utf8)) as? [[String: Any]])
            #expect(curves.map { $0["run"] as? String } == ["one", "two"])
            let points = curves.compactMap { $0["points"] as? [[String: Double]] }
            #expect(points[0].last?["at"] == 0.48 && points[0].last == points[1].last)
            #expect(try String(contentsOf: folder["scores.svg"], encoding: .utf8).contains("<svg"))
            let unknown = try await run(
                "compare", "one", "--score", "swd.64", in: folder, exitCode: 1)
            #expect(unknown.error.hasPrefix("progan: one has no score called swd.64 yet; it has "))

            // Image i of a seed does not depend on how many are made.
            let one = folder["one"].path
            try perform(
                "sample", one, "--count", "3", "--seed", "1", "-o", folder["a"].path, "--quiet")
            try perform(
                "sample", folder["two"].path, "--count", "2", "--seed", "1", "-o",
                folder["b"].path, "--quiet")
            #expect(
                try folder.contents(of: "a") == ["000000.png", "000001.png", "000002.png"])
            for name in try folder.contents(of: "b") {
                #expect(
                    try Data(contentsOf: folder["a/\(name)"])
                        == Data(contentsOf: folder["b/\(name)"]))
            }
            let evaluated = try await run(
                "evaluate", "one", "shapes", "--count", "4", "--json", "--quiet", in: folder)
            let report = try object(evaluated.output)
            #expect(report["images"] as? Int == 4)
            #expect((report["scores"] as? [String: Double])?["swd.mean"] != nil)
            try perform(
                "interpolate", one, "--frames", "4", "--fps", "4", "--smoothing", "0.25", "-o",
                folder["walk"].path, "--quiet")
            #expect(try folder.contents(of: "walk").count == 5)
            let shown = try await run("show", "one", "--json", in: folder)
            #expect(try object(shown.output)["discriminator_parameters"] != nil)
            try perform("export", one, "--count", "2", "-o", folder["exported"].path)
            #expect(
                try folder.contents(of: "exported")
                    == ["generator.py", "generator.safetensors", "latents.npy"])
        }

        @Test("A generator of another program becomes a run that everything but training takes")
        func importing() async throws {
            let folder = try TemporaryFolder.withShapes()
            for name in ["collection.pth", "gan-zoo.pth"] {
                try FileManager.default.copyItem(
                    at: Fixture.url("progan-ports/\(name)"), to: folder[name])
            }
            let imported = try await run("import", "gan-zoo.pth", "-o", "zoo", in: folder)
            #expect(imported.output == "zoo: avgG of pytorch_GAN_zoo, 16×16, 5 latents\n")
            let coarse = try await run(
                "import", "collection.pth", "--side", "4", "-o", "coarse", in: folder)
            #expect(
                coarse.output
                    == "coarse: state_dict of Machine-Learning-Collection, 4×4, 5 latents\n")
            let zoo = folder["zoo"].path
            try perform("sample", zoo, "--count", "2", "-o", folder["images"].path, "--quiet")
            #expect(try folder.contents(of: "images") == ["000000.png", "000001.png"])
            try perform(
                "interpolate", zoo, "--frames", "4", "--fps", "4", "--smoothing", "0.25", "-o",
                folder["walk"].path, "--quiet")
            #expect(try folder.contents(of: "walk").count == 5)
            let evaluated = try await run(
                "evaluate", "zoo", "shapes", "--resize", "16", "--count", "4", "--json", "--quiet",
                in: folder)
            #expect(try object(evaluated.output)["images"] as? Int == 4)
            let shown = try await run("show", "zoo", in: folder)
            #expect(shown.output.contains("imported from gan-zoo.pth, pytorch_GAN_zoo\n"))
            #expect(!shown.output.contains("discriminator"))
            try perform("export", zoo, "--count", "2", "-o", folder["exported"].path)
            #expect(try folder.contents(of: "exported").count == 3)
        }

        @Test("What cannot be done with an imported run, or imported, is said in one line")
        func importRefusals() async throws {
            let folder = try TemporaryFolder()
            try FileManager.default.copyItem(
                at: Fixture.url("progan-ports/pro-gan-2.pth"), to: folder["g.pth"])
            try Data("hello".utf8).write(to: folder["text.pth"])
            try await run("import", "g.pth", "-o", "run", in: folder)
            let before = try folder.contents()
            let refused = try await run("import", "g.pth", "-o", "run", in: folder, exitCode: 1)
            #expect(refused.error == "progan: run holds a run already; name another folder\n")
            let (path, x) = (folder["run"].path, folder["x"].path)
            let imported = "\(path) was imported from g.pth and has"
            for (arguments, message) in [
                (
                    ["train", "--resume", path],
                    "\(imported) no discriminator to train on with; start a new run with a set and -o"
                ),
                (
                    ["sample", path, "--live", "-o", x],
                    "\(imported) one generator; leave out --live"
                ),
                (
                    ["sample", path, "--checkpoint", "best", "-o", x],
                    "\(imported) one generator; leave out --checkpoint"
                ),
                (
                    ["import", folder["missing.pth"].path, "-o", x],
                    "\(folder["missing.pth"].path): there is no such file; check the spelling"
                ),
                (
                    ["import", folder["text.pth"].path, "-o", x],
                    "\(folder["text.pth"].path): this is neither a safetensors file nor one of "
                        + "torch.save; name a file of weights"
                ),
                (
                    ["import", folder["g.pth"].path, "--generator", "netG", "-o", x],
                    "\(folder["g.pth"].path): it has no generator 'netG'; it has one without a name"
                ),
            ] {
                do {
                    try perform(arguments)
                    Issue.record("\(arguments) were accepted")
                } catch {
                    #expect("\(error)" == message)
                }
            }
            #expect(try folder.contents() == before)
        }

        @Test("--dry-run prints stages and writes nothing")
        func dryRun() async throws {
            let folder = try TemporaryFolder.withShapes()
            let result = try await run(
                "train", "shapes", "--resize", "16", "--recipe", "tiny", "-o", "run", "--dry-run",
                "--threads", "1",
                in: folder)
            #expect(result.output.contains("multiply-adds"))
            #expect(try folder.contents().filter { !$0.hasPrefix("shapes") }.isEmpty)
        }

        @Test(
            "Options that do not go together are refused when they are read",
            arguments: [
                (["train", "shapes", "-o", "run", "--recipe", "huge"], "is invalid for"),
                (["train", "shapes"], "name the folder of the run with -o"),
                (["train", "--resume", "run", "--recipe", "tiny"], "the run was started with"),
                (["train", "--resume", "run", "--dry-run"], "--dry-run goes with a new run"),
                (["sample", "run", "-o", "x", "--count", "0"], "--count must be between 1"),
                (["interpolate", "run", "-o", "x", "--frames", "1"], "--frames must be between 2"),
                (["evaluate", "run", "shapes", "--count", "1"], "--count must be between 2"),
                (["show", "run", "--recipe", "tiny"], "name either a run or"),
                (["import", "g.pth", "-o", "x", "--latents", "odd"], "is invalid for"),
            ])
        func parsing(_ arguments: [String], _ message: String) {
            do {
                _ = try ProGANCommand.parseAsRoot(arguments)
                Issue.record("\(arguments) were accepted")
            } catch {
                #expect(ProGANCommand.message(for: error).contains(message))
                #expect(ProGANCommand.exitCode(for: error).rawValue == 64)
            }
        }
    }
#endif
