// SPDX-License-Identifier: Apache-2.0

import Foundation
import GenerativeModels
import Layers
import Pyramids
import Tensors
import TestSupport
import Testing
import Training

/// Generators of other programs, read through their name maps, against programs of those layouts.
struct ImportTests {
    struct Expected: Decodable {
        struct Case: Decodable {
            let file: String
            let images: GoldenTensor
            let side: Int?
            let entry: String?
            let latents: String?
            let labels: [Int]?
        }

        let latents: GoldenTensor
        let cases: [Case]
    }

    private func path(_ name: String) -> String { Fixture.url("progan-ports/\(name)").path }

    @Test("Images of each program's files, to the rounding of single precision")
    func images() throws {
        let golden: Expected = try Fixture.json("progan-ports/expected.json")
        #expect(golden.cases.count == 15)
        for one in golden.cases {
            let imported = try ProGAN.ImportedGenerator(
                path: path(one.file),
                .init(
                    side: one.side, normalisesLatents: one.latents.map { $0 == "normalised" },
                    entry: one.entry))
            let classes = imported.architecture.classes
            let labels = try one.labels.map {
                try Tensor($0).oneHot(classes: classes).converted(to: .float32)
            }
            #expect(classes == (one.labels == nil ? 0 : 3))
            let images = try imported.generator()(
                golden.latents.tensor(.float32), labels: labels, at: .full, .evaluation)
            #expect(images.shape == one.images.shape, "\(one.file)")
            let values = try images.values(as: Float.self)
            let worst = zip(values, one.images.data).map { abs(Double($0) - $1) }.max() ?? 1
            // Ten layers of single precision; images reach to about 5.
            #expect(worst < 1e-5, "\(one.file): \(worst)")
        }
    }

    @Test(
        "The program is known by its names, and the averaged generator is taken",
        arguments: [
            ("gan-zoo.pth", "pytorch_GAN_zoo", "avgG"),
            ("gan-zoo-old.safetensors", "pytorch_GAN_zoo", ""),
            ("pro-gan.pth", "pro_gan_pytorch", "shadow_generator.state_dict"),
            ("pro-gan-2.pth", "pro_gan_pytorch", ""),
            ("collection.pth", "Machine-Learning-Collection", "state_dict"),
            ("rosinality.pth", "progressive-gan-pytorch", ""),
            ("genforce.pth", "genforce", "models.generator_smooth"),
        ])
    func origin(file: String, program: String, entry: String) throws {
        let origin = try ProGAN.ImportedGenerator(path: path(file)).origin
        #expect((origin.program, origin.entry) == (program, entry))
    }

    @Test(
        "What cannot be read is refused in one line",
        arguments: [
            (
                "gan-zoo-fading.pth", nil,
                "its generator is half faded in: 16×16 shows by 75 %; import a file of another moment, "
                    + "or the level below with --side 8"
            ),
            (
                "genforce-fading.safetensors", nil,
                "its generator is half faded in: 8×8 shows by 25 %; import a file of another moment, "
                    + "or the level below with --side 4"
            ),
            (
                "collection.pth", 16,
                "it makes no images of 16×16; ask for a power of two from 4 to 8"
            ),
            ("collection.pth", 6, "it makes no images of 6×6; ask for a power of two from 4 to 8"),
        ] as [(String, Int?, String)])
    func refusals(file: String, side: Int?, message: String) throws {
        let error = try #require(throws: TensorFileError.self) {
            try ProGAN.ImportedGenerator(path: path(file), .init(side: side))
        }
        #expect(error.description == "\(path(file)): \(message)")
    }

    /// The error of a file with these tensors of the old names of pytorch_GAN_zoo.
    private func problem(
        _ change: (inout [(name: String, tensor: Tensor)]) throws -> Void
    ) throws -> String {
        let folder = try TemporaryFolder()
        var tensors = try openTensorFile(at: path("gan-zoo-old.safetensors")).tensors()
        try change(&tensors)
        let place = folder["x.safetensors"].path
        try SafetensorsFile.write(tensors, to: place)
        let error = try #require(throws: TensorFileError.self) {
            try ProGAN.ImportedGenerator(path: place)
        }
        #expect(!error.description.contains("\n"))
        return "\(error.problem); \(error.remedy)"
    }

    @Test("Files that lack something, hold more or other numbers say which tensor it is")
    func damage() throws {
        #expect(
            try problem { $0.removeAll { $0.name == "scaleLayers.0.1.bias" } }
                == "'scaleLayers.0.1.bias' is missing from its generator; fetch or save it again")
        #expect(
            try problem { $0.append(("scaleLayers.0.2.weight", try .ones([3, 3, 3, 3]))) }
                == "'scaleLayers.0.2.weight' is in no generator of pytorch_GAN_zoo; the program was "
                + "changed, and such a network is not read")
        func replaced(_ name: String, _ tensor: Tensor) throws -> String {
            try problem { all in
                let place = try #require(all.firstIndex { $0.name == name })
                all[place].tensor = tensor
            }
        }
        #expect(
            try replaced("groupScale0.0.weight", .ones([8, 5, 3, 3]))
                == "'groupScale0.0.weight' is [8, 5, 3, 3] and should be [8, 8, 3, 3]; check which "
                + "network the file is for")
        #expect(
            try replaced("formatLayer.bias", .full([128], of: .nan))
                == "'formatLayer.bias' holds numbers that are not finite; fetch or save it again")
        #expect(
            try replaced("formatLayer.weight", .ones([128]))
                == "'formatLayer.weight' is [128], which makes no 4×4 of latents; check which network "
                + "the file is for")
        #expect(
            try problem { $0 = [("conv1.weight", try .ones([1]))] }.hasPrefix(
                "none of its 1 tensors, such as 'conv1.weight', is of a generator that is known; "
                    + "name a state_dict or a checkpoint of pytorch_GAN_zoo, pro_gan_pytorch, "))
        #expect(
            try problem { $0 = [("model.first_block.1.conv.weight", try .ones([1]))] }.hasPrefix(
                "this generator of pggan-pytorch cannot be made equal here: its layers are scaled by "
                    + "numbers that are not in the file; import one of pytorch_GAN_zoo"))
    }

    @Test("An imported run holds what was imported, and old runs are read")
    func run() throws {
        let folder = try TemporaryFolder()
        let imported = try ProGAN.ImportedGenerator(path: path("rosinality-one-label.pth"))
        let place = folder["run"]
        try imported.writeRun(to: place)
        let record = try ProGAN.RunSettings.record(at: place)
        let recipe = record.recipe.recipe
        #expect(recipe.architecture == imported.architecture)
        #expect(record.recipe.origin == imported.origin)
        let checkpoint = try #require(
            try RunFolder(place, record: record).newestCheckpoint())
        #expect(try recipe.detail(at: checkpoint) == .full)
        let latents = try Tensor.ones([1, 5])
        let stored: [Float] = try recipe.generator(at: checkpoint)(
            latents, at: .full, .evaluation
        ).values()
        let own: [Float] = try imported.generator()(latents, at: .full, .evaluation).values()
        #expect(stored == own)
        // What a run of an earlier version has stored.
        let old = Data(
            """
            {"generatorNormalisation": "batch", "normalisesLatents": false, "generatorSlope": 0,
             "endsInTangent": true, "normalisesDiscriminator": true, "weights": "he",
             "variation": {"none": {}}}
            """.utf8)
        let techniques = try JSONDecoder().decode(ProGAN.Techniques.self, from: old)
        #expect(techniques.generatorNormalisation == .batch && techniques.variation == .none)
        #expect(techniques.normalisesFirstLayer && techniques.normalisesLabels)
        #expect(techniques.firstBias == .map)
    }
}
