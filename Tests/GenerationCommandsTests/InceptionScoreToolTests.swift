// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import TestSupport
import Testing

struct InceptionScoreToolTests {
    private func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
        value.map { abs($0 - expected) <= tolerance * max(1, abs(expected)) } ?? false
    }

    @Test func scoresFollowProgramsByName() async throws {
        let folder = try TemporaryFolder()
        try folder.add("is_logits_90x1008.npy", as: "logits.npy")
        let own = try await GenerationToolRun(
            "score", "logits.npy", "--input", "logits", "--no-shuffle", "--json", in: folder
        ).values
        #expect(isClose(own["inception score"], 6.39531390251837))
        #expect(isClose(own["standard deviation of splits"], 0.32952445425833027))
        #expect(isClose(own["all images in one split"], 21.31325693787292))
        let theirs = try await GenerationToolRun(
            "score", "logits.npy", "--match", "torch-fidelity", "--json", in: folder
        ).values
        #expect(isClose(theirs["inception score"], 6.376888413944496))
        let table = try await GenerationToolRun(
            "score", "logits.npy", "--splits", "2", in: folder
        ).output
        #expect(table.contains("inception score, 1008 classes"))
        #expect(table.contains("90 images, 1008 classes, 2 splits, match salimans, input logits"))
        #expect(table.contains("note: 90 images in 2 splits"))
    }

    @Test func distancesTakeFeaturesStatisticsAndShards() async throws {
        let folder = try TemporaryFolder()
        try folder.add("feat_rank4_d24_a.npy", as: "a.npy")
        try folder.add("feat_rank4_d24_b.npy", as: "b.npy")
        let expected = 12.14195463881211
        let rows = try await GenerationToolRun("fid", "a.npy", "b.npy", "--json", in: folder)
        #expect(isClose(try rows.values["Fréchet distance"], expected))
        let saved = try await GenerationToolRun("statistics", "b.npy", "-o", "b.npz", in: folder)
        #expect(saved.output == "b.npz: 90 images, 24 features\n")
        // A covariance without its factor is exact to the root of its rounding.
        let statistics = try await GenerationToolRun("fid", "a.npy", "b.npz", "--json", in: folder)
        #expect(isClose(try statistics.values["Fréchet distance"], expected, 1e-6))
        let array = try Fixture.array("inception-score/feat_rank4_d24_a.npy")
        let parts = stride(from: 0, to: array.values.count, by: 24).map {
            Array(array.values[$0..<$0 + 24])
        }
        try folder.addRows(Array(parts[30...]), as: "shards/1.npy")
        try folder.addRows(Array(parts[..<30]), as: "shards/2.npy")
        let shards = try await GenerationToolRun("fid", "shards", "b.npy", "--json", in: folder)
        #expect(try shards.values == rows.values)
        #expect(shards.output.contains("\"shards: 80 images: "))
        let threads = try await GenerationToolRun(
            "fid", "a.npy", "b.npy", "--json", "--threads", "1", in: folder)
        #expect(threads.output == rows.output)
    }

    @Test func kernelDistanceAndNeighboursEqualTheGoldens() async throws {
        let folder = try TemporaryFolder()
        try folder.add("feat_well_conditioned_16_a.npy", as: "a.npy")
        try folder.add("feat_well_conditioned_16_b.npy", as: "b.npy")
        let kernel = try await GenerationToolRun(
            "kid", "a.npy", "b.npy", "--subsets", "3", "--subset-size", "250", "--match",
            "torch-fidelity", "--json", in: folder)
        #expect(isClose(try kernel.values["kernel distance"], 0.2126074828290537, 1e-12))
        try folder.add("pr_duplicates_gen.npy", as: "generated.npy")
        try folder.add("pr_duplicates_real.npy", as: "real.npy")
        let shares = try await GenerationToolRun(
            "pr", "generated.npy", "real.npy", "--neighbors", "5", "--realism", "r.npy", "--json",
            in: folder
        ).values
        #expect(isClose(shares["precision"], 1) && isClose(shares["recall"], 0.3))
        #expect(isClose(shares["density"], 1.3))
        #expect(isClose(shares["coverage"], 0.6333333333333333))
        let realism = try NumPyArray(contentsOf: folder["r.npy"])
        guard case .float64(let values) = realism.samples else {
            Issue.record("realism is not in double precision")
            return
        }
        #expect(isClose(values.first, 1.6055398451068212))
    }

    @Test func oneRunGivesEveryScore() async throws {
        let folder = try TemporaryFolder()
        try folder.add("feat_well_conditioned_16_a.npy", as: "a.npy")
        try folder.add("feat_well_conditioned_16_b.npy", as: "b.npy")
        let run = try await GenerationToolRun("all", "a.npy", "b.npy", "--json", in: folder)
        let reports = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any])
        let names = try reports.flatMap { try GenerationToolRun.values(of: $0).keys }
        for name in ["Fréchet distance", "kernel distance", "precision", "coverage"] {
            #expect(names.contains(name))
        }
        #expect(!names.contains("inception score"))
    }

    @Test(arguments: [
        (["score", "p.npy", "--splits", "0"], 64, "--splits must be at least 1, not 0"),
        (
            ["score", "p.npy", "--match", "tf-gan", "--splits", "3"], 64,
            "--match tf-gan has its own splits, so --splits cannot be given"
        ),
        (["score", "p.npy", "--input", "features"], 64, "probabilities"),
        (["score", "p.npy", "--bootstrap", "1"], 64, "--bootstrap must be at least 2, not 1"),
        (["kid", "p.npy", "p.npy", "--subset-size", "1"], 64, "--subset-size must be at least 2"),
        (["pr", "p.npy", "p.npy", "--neighbors", "0"], 64, "--neighbors must be at least 1"),
        (["score", "none.npy"], 1, "none.npy: No such file or directory"),
        (["score", "text.npy"], 1, "text.npy: "),
        (["score", "vector.npy"], 1, "vector.npy: the array has the shape [4]"),
        (["score", "empty.npy"], 1, "empty.npy: there are no rows"),
        (["score", "nan.npy"], 1, "nan.npy: row 1, column 0 is not a finite number"),
        (
            ["score", "p.npy", "--input", "probabilities"], 1,
            "p.npy: row 0 sums to 1.5, not to 1"
        ),
        (["score", "p.npy", "--splits", "9"], 1, "p.npy: 3 images cannot be cut into 9 splits"),
        (["fid", "p.npy", "wide.npy"], 1, "wide.npy: it has 3 features, p.npy 2"),
        (["pr", "p.npy", "wide.npy"], 1, "wide.npy: its rows have 3 numbers, those of p.npy 2"),
        (["kid", "p.npy", "wide.npy"], 1, "wide.npy: its rows have 3 numbers, those of p.npy 2"),
        (["fid", "p.npy", "cut.npz"], 1, "cut.npz: this is no whole ZIP archive"),
    ])
    func whatCannotBeScoredIsOneLine(
        arguments: [String], code: Int32, message: String
    ) async throws {
        let folder = try TemporaryFolder()
        try folder.addRows([[0.5, 1], [0, 1], [2, 1]], as: "p.npy")
        try folder.addRows([[0.5, 1, 2], [0, 1, 1], [3, 1, 1]], as: "wide.npy")
        try folder.addRows([[0, 1], [.nan, 1]], as: "nan.npy")
        try folder.addRows([], as: "empty.npy")
        try NumPyArray(shape: [4], samples: .float32([1, 2, 3, 4])).write(to: folder["vector.npy"])
        try Data("no array".utf8).write(to: folder["text.npy"])
        try Data("PK\u{3}\u{4} and no more".utf8).write(to: folder["cut.npz"])
        let run = try await GenerationToolRun(arguments, in: folder, exitCode: code)
        #expect(run.output.isEmpty)
        #expect(run.error.hasPrefix("inception-score: "))
        #expect(run.error.contains(message), "\(run.error)")
        #expect(run.error.filter { $0 == "\n" }.count == 1)
    }

    @Test func filesOfNumPyAndOursAreAlike() async throws {
        let folder = try TemporaryFolder()
        // numpy.savez of mu = [0, 1, 2, 3] … and its packed sister, made by a script.
        for name in ["statistics-stored.npz", "statistics-packed.npz"] {
            try folder.add(name, as: name)
        }
        let run = try await GenerationToolRun(
            "fid", "statistics-stored.npz", "statistics-packed.npz", "--json", in: folder)
        #expect(isClose(try run.values["Fréchet distance"], 9.5))
    }
}
