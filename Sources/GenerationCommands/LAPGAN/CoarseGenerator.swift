// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels

/// `--start RUN`: a ProGAN that makes the coarse images in the place of a cascade's coarsest network.
struct CoarseGenerator: ParsableArguments {
    @Option(
        name: .customLong("start"),
        help: ArgumentHelp(
            """
            Start from the images of this run of progan, whose side is one of the cascade's coarser \
            ones: a ProGAN whose finest levels are bands.
            """, valueName: "run"))
    var path: String?

    /// What makes the coarse images; nil where none was asked for.
    ///
    /// - Throws: When the run has no generator, or its images are no level of the cascade.
    func opened(for cascade: LaplacianCascade) throws -> ProGAN.Sampler? {
        guard let path else { return nil }
        let sampler = try TrainedRun(path).sampler
        do {
            _ = try cascade.level(of: sampler.size)
        } catch {
            throw ToolFailure("\(path): \(error)")
        }
        return sampler
    }
}
