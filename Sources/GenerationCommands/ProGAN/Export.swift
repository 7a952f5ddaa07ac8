// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import ImageFiles
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a run's generator for PyTorch: weights, a module, latents to try it.",
            discussion: """
                The folder gets generator.safetensors, generator.py with a torch.nn.Module that reads \
                it, and latents.npy, the latent vectors of the first images of --seed. With PyTorch and \
                safetensors installed,

                  python3 generator.py latents.npy images.npy

                makes the images that progan sample makes of this seed, as numbers from −1 to 1.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var folder: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("A folder for the three files.", valueName: "folder"))
        var output: String

        @Option(help: ArgumentHelp("Write the latents of this many images.", valueName: "number"))
        var count = 16

        @OptionGroup var which: CheckpointArgument
        @OptionGroup var seed: SeedArgument

        func validate() throws {
            guard (1...100_000).contains(count) else {
                throw ValidationError("--count must be between 1 and 100000, not \(count)")
            }
        }

        func run() throws {
            let trained = try TrainedRun(folder, which.meant)
            let architecture = trained.generator.architecture
            guard architecture.isExportable else {
                throw ToolFailure(
                    "\(folder) was trained without techniques that generator.py has; export a run "
                        + "with pixelwise normalisation and equalized weights")
            }
            let sampler = trained.sampler
            let place = URL(filePath: output, directoryHint: .isDirectory)
            try AtomicFolder.make(place)
            try trained.write(
                place.appending(path: "generator.safetensors"),
                metadata: PyTorchGenerator.settings(of: architecture, at: sampler.detail))
            var rows: [Float] = []
            for index in 0..<count {
                rows += sampler.latents(index, seed: seed.value)
                if architecture.classes > 0 {
                    let label = sampler.label(of: index, seed: seed.value)
                    rows += (0..<architecture.classes).map { $0 == label ? 1 : 0 }
                }
            }
            try NumPyArray(
                shape: [count, architecture.latents + architecture.classes],
                samples: .float32(rows)
            ).write(to: place.appending(path: "latents.npy"))
            try AtomicFile.replace(
                place.appending(path: "generator.py"), with: Array(PyTorchGenerator.module.utf8))
        }
    }
}

extension ProGAN.Architecture {
    /// Whether the generator is the one that the exported module has.
    fileprivate var isExportable: Bool {
        [.pixel, .pixelBeforeActivation].contains(techniques.generatorNormalisation)
            && techniques.weights == .equalized
    }
}
