// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import InceptionScoring
import Raster
import Scoring
import TestSupport
import Testing

@testable import Classifiers

struct ClassifierTrainingTests {
    private let folder: TemporaryFolder
    private let recipe = ClassifierRecipe(
        images: 1600, augmentation: .shift, batchSize: 16, width: 4, learningRate: 0.1)

    init() throws { folder = try TemporaryFolder() }

    private func train(
        _ name: String, images: Int = 240, recipe: ClassifierRecipe? = nil, seed: UInt64 = 1,
        until stop: Int = .max
    ) throws -> ClassifierTraining.Ending {
        let run = try ClassifierTraining(
            on: StripedImages(count: images), heldOut: StripedImages(count: 60), data: "stripes",
            recipe: recipe ?? self.recipe, seed: seed)
        return try run.session(in: folder[name], threads: .one).train { $0 >= stop }
    }

    private func weights(_ name: String) throws -> Data {
        try Data(contentsOf: folder["\(name)/classifier.safetensors"])
    }

    @Test func stripesAreLearned() throws {
        let ending = try train("run")
        let path = folder["run/classifier.safetensors"].path
        guard case .completed(let file, let accuracy) = ending else {
            Issue.record("it did not complete")
            return
        }
        #expect(URL(filePath: file).path == path)
        #expect(accuracy > 0.95)
        let classifier = try NetworkClassifier(weights: path)
        let percent = Int((accuracy * 100).rounded(.down))
        #expect(
            classifier.name.hasPrefix("small classifier of stripes, right on \(percent)."),
            "\(classifier.name)")
        #expect(classifier.name.hasSuffix(" % of 60 held-out images"))
        #expect(classifier.identity.standing == .standIn)
        #expect(classifier.classCount == 3)
        #expect(classifier.featureCount == 8)
        // What was measured in training is what the file's classifier does.
        let set = StripedImages(count: 60)
        let logits = try classifier.evidence(of: set, name: "stripes").logits()
        let hits = (0..<60).count { row in
            (0..<3).max { logits[row, $0] < logits[row, $1] } == row % 3
        }
        #expect(Double(hits) / 60 == accuracy)
    }

    @Test func stoppedAndResumedEqualsUninterrupted() throws {
        _ = try train("whole")
        #expect(try train("parts", until: 500) == .stopped(images: 512))
        #expect(
            !FileManager.default.fileExists(atPath: folder["parts/classifier.safetensors"].path))
        _ = try train("parts")
        #expect(try weights("parts") == weights("whole"))
        _ = try train("other", seed: 2)
        #expect(try weights("other") != weights("whole"))
        // A run that is complete gives its file again.
        try FileManager.default.removeItem(at: folder["whole/classifier.safetensors"])
        _ = try train("whole")
        #expect(try weights("parts") == weights("whole"))
    }

    @Test func otherSettingsAreRefused() throws {
        _ = try train("run", until: 100)
        var other = recipe
        other.width = 8
        #expect {
            _ = try train("run", recipe: other)
        } throws: { error in "\(error)".contains("recipe.width was 4 and is 8") }
    }

    @Test func setsWithoutClassesAreRefused() throws {
        struct Plain: ImageSet {
            let count = 4
            let summary = "plain"
            func name(at index: Int) -> String { "\(index)" }
            func image(at index: Int) -> Image {
                Image(Plane(width: 8, height: 8), range: .byte)
            }
        }
        #expect {
            _ = try ClassifierTraining(
                on: Plain(), heldOut: Plain(), data: "plain", recipe: recipe, seed: 0)
        } throws: { error in
            "\(error)".hasPrefix("plain: its images have no classes to learn; ")
        }
    }

    @Test func networksFitTheirImages() throws {
        for (side, stages, features) in [
            (8, 1, 4), (16, 2, 8), (28, 3, 16), (32, 3, 16), (64, 4, 32),
        ] {
            let shape = SmallNetwork.Shape(
                size: ImageSize(width: side, height: side), channels: .rgb, classes: 10, width: 4)
            #expect(shape.stages == stages)
            #expect(try SmallNetwork(shape, seed: 0).featureCount == features)
        }
    }
}
