// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import GenerativeModels
import Raster
import SlicedWassersteinDistance
import Tensors
import TestSupport
import Testing
import Training

/// Levels as runs of their own.
struct LevelSessionTests {
    private static let quick = SlicingProtocol(
        patchesPerImage: 4, repeats: 1, directionsPerRepeat: 8)

    /// Shapes of 16 pixels, drawn once.
    private struct Shapes: ImageSet {
        let images: [Image]
        let summary = "shapes"
        var count: Int { images.count }

        init() {
            let size = ImageSize(width: 16, height: 16)
            let drawn = RenderedImageSet(.shapes32, seed: 0, count: 24)
            images = (0..<drawn.count).map { index in
                drawn.image(at: index).mapPlanes { $0.cropped(x: 8, y: 8, to: size) }
            }
        }

        func name(at index: Int) -> String { "\(index)" }
        func image(at index: Int) -> Image { images[index] }
    }

    private static let shapes = Shapes()
    private var set: any ImageSet { Self.shapes }

    private func start(
        _ folder: TemporaryFolder, _ name: String = "run", _ recipe: LAPGANRecipe = .tiny
    ) throws -> CascadeFolder {
        let normaliser = try Normaliser.fitted(recipe.normalisation, to: set)
        let manifest = CascadeManifest(
            cascade: recipe.description(for: set, statistics: try normaliser.checksum()),
            recipe: recipe, seed: 4, data: "shapes", preparation: Preparation())
        return try CascadeFolder(creating: folder[name], manifest, normaliser: normaliser)
    }

    private func train(
        _ level: Int, _ folder: CascadeFolder, stoppingAfter images: Int = .max
    ) throws {
        let session = try LevelSession(
            level, of: folder, on: set, measured: Self.quick, threads: .one)
        _ = try session.train { $0 >= images }
    }

    /// The bytes of all files of a level but those that tell the time.
    private func files(_ folder: TemporaryFolder, _ path: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try folder.contents(of: path)
        where name.hasSuffix(".safetensors") || name.hasSuffix(".png") {
            files[name] = try Data(contentsOf: folder[path].appending(path: name))
        }
        return files
    }

    @Test("Order and neighbours change no level; training one touches no file of another")
    func levelsAreIndependent() throws {
        let folder = try TemporaryFolder()
        let one = try start(folder, "one")
        for level in [2, 1, 0] { try train(level, one) }
        let other = try start(folder, "other")
        try train(0, other)
        let before = try files(folder, "other/level-0")
        #expect(before.count > 5)
        for level in [1, 2] { try train(level, other) }
        #expect(try files(folder, "other/level-0") == before)
        for level in 0...2 {
            #expect(
                try files(folder, "one/level-\(level)") == files(folder, "other/level-\(level)"))
        }
    }

    @Test("A level that was stopped and resumed ends with the same bytes")
    func resume() throws {
        let folder = try TemporaryFolder()
        let whole = try start(folder, "whole")
        try train(1, whole)
        let parts = try start(folder, "parts")
        try train(1, parts, stoppingAfter: 96)
        try train(1, parts)
        let last = "level-1/checkpoints/step-000000008"
        let expected = try files(folder, "whole/\(last)")
        #expect(!expected.isEmpty)
        #expect(try files(folder, "parts/\(last)") == expected)
    }

    @Test("A whole run samples, evaluates and refuses a level of another cascade")
    func wholeRun() throws {
        let folder = try TemporaryFolder()
        let run = try start(folder)
        #expect(throws: CascadeError.self) { try run.cascade() }
        for level in [2, 1, 0] { try train(level, run) }
        let cascade = try CascadeFolder(folder["run"]).cascade()
        let evaluation = try CascadeEvaluation(
            of: cascade, beside: set, count: 16, likelihoodImages: 4, draws: 4,
            measured: Self.quick,
            seed: 1, threads: .one)
        #expect(Set(evaluation.free.keys) == ["swd.16", "swd.mean", "ms_ssim"])
        #expect(evaluation.nearestDraws.count == 2)
        let likelihood = try #require(evaluation.likelihood)
        let sum = likelihood.levels.reduce(0) { $0 + $1.mean }
        #expect(abs(sum - likelihood.overPyramid.mean) < 1e-6)

        var recipe = LAPGANRecipe.tiny
        recipe.operators = .binomial5
        let foreign = try start(folder, "foreign", recipe)
        try train(1, foreign)
        try FileManager.default.removeItem(at: run.run(of: 1))
        try FileManager.default.copyItem(at: foreign.run(of: 1), to: run.run(of: 1))
        let place = run.run(of: 1).path
        #expect(
            throws: CascadeError(
                "\(place): the level does not belong to this cascade: it has operators binomial5 "
                    + "instead of box2; train it anew or take it out")
        ) { try run.cascade() }
        #expect(throws: CascadeError.self) { try start(folder, "run", recipe) }
    }

    @Test("Standardised values come back exactly")
    func standardised() throws {
        let folder = try TemporaryFolder()
        var recipe = LAPGANRecipe.tiny
        recipe.normalisation = .standardised
        let run = try start(folder, "run", recipe)
        let normaliser = try run.normaliser()
        #expect(try normaliser.checksum() == run.manifest.cascade.statistics)
        let images = ImageBatch(
            try (0..<24).map { try set.image(at: $0).converted(to: .signed) })
        let pyramid = try run.pyramid()
        let frame = LevelFrame(pyramid: pyramid, level: 0, classes: 0, normaliser: normaliser)
        let batch = try frame.batch(of: images, labels: [])
        #expect(abs(try batch.images.mean().item()) < 1e-5)
        #expect(abs(try batch.images.squared().mean().item() - 1) < 0.05)
        let restored = try normaliser.restored(batch.images, of: pyramid)
            .imageBatch(range: .signed)
        let largest =
            zip(restored.stack.samples, images.stack.samples)
            .map { abs($0 - $1) }.max() ?? 1
        #expect(largest < 1e-5)
        try train(0, run)
    }

    @Test func refusesSetsThatDoNotFit() throws {
        let shapes = RenderedImageSet(.shapes32, seed: 0, count: 4)
        #expect(
            throws: CascadeError(
                "shapes: images are 32×32, and tiny learns 16×16; --crop and --resize bring them "
                    + "there")
        ) { try LAPGANRecipe.tiny.require(shapes, called: "shapes") }
        let faces = RenderedImageSet(.faces(side: 32), seed: 0, count: 4)
        #expect(
            throws: CascadeError(
                "faces: the set has no classes, and cifar10-conditional learns them; take a folder "
                    + "of class folders, or a recipe without classes")
        ) { try LAPGANRecipe.cifar10Conditional.require(faces, called: "faces") }
    }
}
