// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Raster

/// A set as a run sees it: what can be read of it, prepared.
struct TrainingSet {
    /// The images, prepared.
    let prepared: any ImageSet
    /// The first of them.
    let first: Image
    private let readable: any ImageSet
    private let preparation: Preparation
    private let threads: ThreadCount

    /// Opens a set; nothing but its first image is read yet, unless what cannot be read is left out.
    init(
        _ path: String, _ reading: SetReadingArguments, axes: NumPyImageSet.Axes? = nil,
        preparation: Preparation, skipsUnreadable: Bool, threads: ThreadCount, isQuiet: Bool
    ) throws {
        let set = try ReadableSet(
            for: "progan", reading, axes: axes, preparation: preparation,
            skipsUnreadable: skipsUnreadable, threads: threads, isQuiet: isQuiet
        ).stored(path)
        readable = set
        self.preparation = preparation
        self.threads = threads
        prepared =
            preparation == Preparation() ? set : PreparedImageSet(set, preparation)
        first = try prepared.image(at: 0).withoutAlpha
    }

    /// The levels that training reads.
    func reals(for architecture: ProGAN.Architecture) throws -> ProGAN.RealImages {
        let side = architecture.resolution
        // Said before all images are read.
        guard first.width == side, first.height == side else {
            throw ToolFailure(
                "\(prepared.name(at: 0)) is \(first.size), and the recipe makes \(side)×\(side); "
                    + "use --crop square and --resize \(side), or another recipe")
        }
        return try ProGAN.RealImages(
            ProGAN.levels(of: readable, preparation, threads: threads), for: architecture)
    }
}
