// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

/// `inception-score` on images, with a classifier that is trained here in a second.
struct ClassifierToolTests {
    /// Stripes in rows, columns and none, 20 images of 16×16 each, in a folder for each class.
    private func addStripes(to folder: TemporaryFolder, as name: String, offset: Int = 0) throws {
        for (number, kind) in ["columns", "none", "rows"].enumerated() {
            let place = folder["\(name)/\(kind)"]
            try FileManager.default.createDirectory(
                at: place, withIntermediateDirectories: true)
            for image in 0..<20 {
                var samples: [Float] = []
                for row in 0..<16 {
                    for column in 0..<16 {
                        let line = number == 0 ? column : number == 2 ? row : 0
                        let shade = (line + image) / 2 % 2 == 0 ? 60 : 190
                        let noise = (row * 31 + column * 17 + image * 7 + offset) % 41
                        samples.append(Float(shade + noise))
                    }
                }
                let plane = Plane(width: 16, height: 16, samples: samples)
                _ = try ImageFileWriter.write(
                    Image(plane, range: .byte), to: place.appending(path: "\(10 + image).png"),
                    as: .png8())
            }
        }
    }

    #if NETWORKS
        @Test func aTrainedClassifierScoresImages() async throws {
            let folder = try TemporaryFolder()
            try addStripes(to: folder, as: "stripes")
            try addStripes(to: folder, as: "others", offset: 9)
            let trained = try await GenerationToolRun(
                "train-classifier", "stripes", "-o", "run", "--images", "640", "--threads", "1",
                in: folder)
            #expect(trained.output.hasPrefix("run/classifier.safetensors: 3 classes, right on "))
            #expect(trained.output.hasSuffix(" % of 6 held-out images\n"))
            #expect(trained.error.isEmpty)
            let weights = "run/classifier.safetensors"
            let all = try await GenerationToolRun(
                "all", "others", "stripes", "--weights", weights, "--json", "--threads", "2",
                in: folder)
            let reports = try #require(
                try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [[String: Any]])
            let names = reports.compactMap { $0["name"] as? String }
            #expect(names.count == 4)
            for name in names { #expect(name.contains("small classifier of stripes, right on ")) }
            #expect(!all.output.contains("inception score"))
            for report in reports {
                let notes = try #require(report["warnings"] as? [String])
                #expect(notes.contains { $0.hasPrefix("the classifier is a stand-in: ") })
            }
            let score = try GenerationToolRun.values(of: reports[0])["classifier score"] ?? 0
            #expect(score > 1.5 && score <= 3)

            // What is saved gives the same numbers as the images do.
            for set in ["others", "stripes"] {
                let saved = try await GenerationToolRun(
                    "features", set, "--weights", weights, "-o", "\(set).npz", "--threads", "1",
                    in: folder)
                #expect(saved.output.hasPrefix("\(set).npz: 60 images, 64 features of small"))
            }
            let again = try await GenerationToolRun(
                "all", "others.npz", "stripes.npz", "--json", in: folder)
            let second = try #require(
                try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [[String: Any]])
            for (a, b) in zip(reports.dropFirst(), second.dropFirst()) {
                #expect(try GenerationToolRun.values(of: a) == GenerationToolRun.values(of: b))
            }
            #expect(try GenerationToolRun.values(of: second[0])["inception score"] == score)

            // Statistics of one side and images of the other.
            _ = try await GenerationToolRun(
                "statistics", "stripes", "--weights", weights, "-o", "s.npz", in: folder)
            let mixed = try await GenerationToolRun(
                "fid", "others", "s.npz", "--weights", weights, "--json", in: folder
            ).values["Fréchet distance"]
            let plain = try GenerationToolRun.values(of: reports[1])["Fréchet distance"] ?? .nan
            #expect(mixed.map { abs($0 - plain) < 1e-5 * max(1, plain) } == true)
        }

        @Test func aRunIsNotOverwrittenAndGoesOn() async throws {
            let folder = try TemporaryFolder()
            try addStripes(to: folder, as: "stripes")
            let arguments = [
                "train-classifier", "stripes", "-o", "run", "--images", "64", "--json",
            ]
            let first = try await GenerationToolRun(arguments, in: folder)
            let refused = try await GenerationToolRun(arguments, in: folder, exitCode: 1)
            #expect(
                refused.error
                    == "inception-score: run: there is a run in this folder; go on with it by "
                    + "--resume run, or name another folder\n")
            let resumed = try await GenerationToolRun(
                "train-classifier", "--resume", "run", "--json", in: folder)
            #expect(resumed.output == first.output)
            let differing = try await GenerationToolRun(
                "train-classifier", "--resume", "run", "--epochs", "2", in: folder, exitCode: 64)
            #expect(differing.error.contains("--resume goes on with a run as it was started"))
        }

        @Test(arguments: [
            (["score", "stripes"], "stripes: this folder holds no file that ends in .npy, .npz"),
            (["score", "stripes"], "for images give --weights"),
            (["score", "stripes", "--weights", "none.pth"], "none.pth: there is no such file"),
            (["score", "none", "--weights", "rows.npy"], "rows.npy: "),
            (
                ["score", "rows.npy", "--weights", "w.pth"],
                "w.pth: there are no images to look at; leave --weights out"
            ),
            (["train-classifier", "none", "-o", "run"], "none: there is no such file or folder"),
            (
                ["train-classifier", "plain.npy", "-o", "run"],
                "plain.npy: its images have no classes to learn"
            ),
        ])
        func whatCannotBeClassifiedIsOneLine(
            arguments: [String], message: String
        ) async throws {
            let folder = try TemporaryFolder()
            try addStripes(to: folder, as: "stripes")
            try folder.addRows([[1, 2], [3, 4]], as: "rows.npy")
            try NumPyArray(
                shape: [20, 8, 8], samples: .uint8([UInt8](repeating: 9, count: 1280))
            ).write(to: folder["plain.npy"])
            let run = try await GenerationToolRun(arguments, in: folder, exitCode: 1)
            #expect(run.output.isEmpty)
            #expect(run.error.hasPrefix("inception-score: "))
            #expect(run.error.contains(message), "\(run.error)")
            #expect(run.error.filter { $0 == "\n" }.count == 1)
        }
    #else
        @Test(arguments: [
            ["score", "stripes", "--weights", "w.pth"],
            ["features", "stripes", "--weights", "w.pth", "-o", "f.npy"],
            ["train-classifier", "stripes", "-o", "run"],
        ])
        func withoutLibTorchImagesAreRefused(arguments: [String]) async throws {
            let folder = try TemporaryFolder()
            try addStripes(to: folder, as: "stripes")
            let run = try await GenerationToolRun(arguments, in: folder, exitCode: 1)
            let last = " LibTorch, and this build has none; run Tools/setup and build again\n"
            #expect(run.error.hasPrefix("inception-score: ") && run.error.hasSuffix(last))
        }
    #endif

    #if NETWORKS
        @Test(arguments: [
            (["x", "-o", "r", "--epochs", "0"], "--epochs must be above 0"),
            (["x", "-o", "r", "--images", "0"], "--images must be at least 1"),
            (["x", "-o", "r", "--images", "9", "--epochs", "1"], "exclude each other"),
            (["x", "--resume", "r"], "leave out the set and -o"),
        ])
        func misuseOfTrainingIsOneLine(arguments: [String], message: String) async throws {
            let run = try await GenerationToolRun(
                ["train-classifier"] + arguments, in: try TemporaryFolder(), exitCode: 64)
            #expect(run.error.contains(message), "\(run.error)")
        }
    #endif

    @Test(arguments: [
        (
            ["score", "x", "--resize-rule", "tf1"],
            "--resize-rule is for images, which need --weights"
        ),
        (["score", "x", "--crop", "square"], "how images are read is for images, which need"),
        (["fid", "x", "y", "--double"], "--double is for images, which need --weights"),
        (
            ["features", "x", "--weights", "w", "-o", "f.txt"],
            "--output must end in .npy or .npz, not f.txt"
        ),
    ])
    func misuseIsOneLine(arguments: [String], message: String) async throws {
        let run = try await GenerationToolRun(
            arguments, in: try TemporaryFolder(), exitCode: 64)
        #expect(run.error.contains(message), "\(run.error)")
    }
}
