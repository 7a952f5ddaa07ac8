// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import InceptionScoring
import Layers
import Raster
import Scoring
import SeededRandom
import Tensors
import TestSupport
import Testing

@testable import Classifiers

struct NetworkClassifierTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A classifier with random weights in a file.
    private func makeClassifier(
        width: Int = 4, side: Int = 16, channels: ChannelLayout = .grey
    ) throws -> String {
        let shape = SmallNetwork.Shape(
            size: ImageSize(width: side, height: side), channels: channels, classes: 5,
            width: width)
        let path = folder["small.safetensors"].path
        try SmallClassifierFile.write(
            SmallNetwork(shape, seed: 3), .init(data: "noise", accuracy: 0.20716, heldOut: 99),
            to: path)
        return path
    }

    private func numbers(_ rows: ImageRows) -> [Double] {
        (0..<rows.count).flatMap { row in (0..<rows.columns).map { rows[row, $0] } }
    }

    @Test func batchesThreadsAndFileOrderChangeNothing() throws {
        let classifier = try NetworkClassifier(weights: makeClassifier())
        let set = StripedImages(count: 23)
        let expected = try classifier.evidence(of: set, name: "a", threads: .one)
        for (batch, threads) in [(1, 1), (4, 2), (23, 3), (5, 8)] {
            for reversed in [false, true] {
                let found = try classifier.evidence(
                    of: StripedImages(count: 23, isReversed: reversed), name: "a",
                    batchSize: batch, threads: ThreadCount(threads))
                #expect(try numbers(found.features()) == numbers(expected.features()))
                #expect(try numbers(found.logits()) == numbers(expected.logits()))
            }
        }
    }

    @Test func imagesAreBroughtToTheInput() throws {
        let classifier = try NetworkClassifier(weights: makeClassifier(), resizing: .tensorFlow)
        #expect(classifier.input.resizing == .tensorFlow)
        let grey = try StripedImages(count: 1, side: 40).image(at: 0)
        let prepared = classifier.input.prepared(grey)
        #expect(prepared == grey.resized(to: classifier.input.size, by: .tensorFlow))
        #expect(classifier.input.prepared(prepared) == prepared)
        // 16-bit and unit samples become the whole numbers that 8-bit files hold.
        let unit = grey.converted(to: .unit)
        #expect(classifier.input.prepared(unit) == prepared)
        let colours = Image(
            planes: Array(repeating: grey.planes[0], count: 3) + [Plane(width: 40, height: 40)],
            channels: .rgba, range: .byte)
        let same = classifier.input.prepared(colours)
        #expect(same.channels == .grey)
        let outputs = try classifier.outputs(for: ImageBatch([grey]))
        #expect(try classifier.outputs(for: ImageBatch([prepared])) == outputs)
    }

    @Test func doublePrecisionIsCloseAndDifferent() throws {
        let path = try makeClassifier(width: 8, channels: .rgb)
        let image = ImageBatch([try StripedImages(count: 1, channels: .rgb).image(at: 0)])
        let single = try NetworkClassifier(weights: path).outputs(for: image)
        let double = try NetworkClassifier(weights: path, precision: .float64).outputs(for: image)
        for (a, b) in zip(single.logits, double.logits) { #expect(abs(a - b) < 1e-4) }
        #expect(single.logits != double.logits)
    }

    @Test func anUnreadableImageIsNamed() throws {
        let classifier = try NetworkClassifier(weights: makeClassifier())
        #expect {
            _ = try classifier.evidence(of: StripedImages(count: 9, broken: 7), name: "set")
        } throws: { error in "\(error)" == "00007: it is damaged; mend it" }
    }

    @Test func namesSayWhatTheWeightsAre() throws {
        let small = try NetworkClassifier(weights: makeClassifier())
        #expect(small.name == "small classifier of noise, right on 20.72 % of 99 held-out images")
        let published = ClassifierIdentity(
            network: "Inception-v3", file: "x.pth",
            digest: "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2")
        #expect(published.name == "Inception-v3 (2015-12-05)")
        #expect(published.standing == .original)
        let other = ClassifierIdentity(network: "Inception-v3", file: "x.pth", digest: "6726825d")
        #expect(other.name == "Inception-v3, unverified weights x.pth")
        #expect(other.standing == .standIn)
    }

    @Test func onlyInceptionHasLayersToChooseFrom() throws {
        let path = try makeClassifier()
        #expect {
            _ = try NetworkClassifier(weights: path, layer: .first)
        } throws: { error in
            "\(error)"
                == "\(path): 64 features can be taken from Inception-v3 alone; leave the layer out"
        }
    }

    @Test func strangeFilesAreRefused() throws {
        let path = folder["strange.safetensors"].path
        try SafetensorsFile.write([("a", .ones([2])), ("b", .ones([3]))], to: path)
        #expect {
            _ = try NetworkClassifier(weights: path)
        } throws: { error in
            "\(error)".hasPrefix(
                "\(path): its 2 tensors are of no network that is known here; name weights of ")
        }
        try SafetensorsFile.write(
            [
                ("fc.weight", .ones([1000, 4])),
                ("Conv2d_1a_3x3.conv.weight", .ones([32, 3, 3, 3])),
            ], to: path)
        #expect(throws: ParameterError.self) { _ = try NetworkClassifier(weights: path) }
        try SafetensorsFile.write(
            [("a", .ones([2]))], metadata: ["network": "pyramidion small classifier 1"], to: path)
        #expect {
            _ = try NetworkClassifier(weights: path)
        } throws: { error in "\(error)".contains("does not say what the network is like") }
        #expect(throws: TensorFileError.self) {
            _ = try NetworkClassifier(weights: folder["none.pth"].path)
        }
    }
}
