// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A rule for cropping by its name on a command line.
struct CropArgument: ExpressibleByArgument {
    let rule: CropRule

    init(_ rule: CropRule) { self.rule = rule }

    init?(argument: String) {
        guard let rule = CropRule(name: argument) else { return nil }
        self.rule = rule
    }

    var defaultValueDescription: String { rule.description }
}

/// A size on a command line: `64` or `64x48`.
struct SizeArgument: ExpressibleByArgument {
    let size: ImageSize

    init?(argument: String) {
        guard let size = ImageSize(name: argument) else { return nil }
        self.size = size
    }
}

/// How a set is read, and what is done to each of its images.
struct SetReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The order of an array's axes: NHW, NHWC or NCHW. If omitted, by its shape.",
            valueName: "axes"))
    var axes: NamedChoice<NumPyImageSet.Axes>?

    @Option(
        help: ArgumentHelp(
            "Take a part of each image: none, square, 64x48 (in the middle), celeba178 or celeba128.",
            valueName: "rule"))
    var crop = CropArgument(.none)

    @Option(
        help: ArgumentHelp("Then resize to this side, or to 64x48.", valueName: "size"))
    var resize: SizeArgument?

    @Option(
        help: ArgumentHelp(
            "The kernel to resize by: box, bilinear or lanczos. If omitted, box.",
            valueName: "kernel"))
    var filter: NamedChoice<ResizeFilter>?

    @Option(
        help: ArgumentHelp(
            "Bring all images to as-stored, grey or rgb.", valueName: "channels"))
    var channels = NamedChoice(Preparation.Channels.asStored)

    @Flag(help: "Leave out images that cannot be read or do not fit, and list them.")
    var skipUnreadable = false

    func validate() throws {
        if filter != nil, resize == nil {
            throw ValidationError("--filter goes with --resize")
        }
    }

    /// A set as it is.
    func open(_ path: String) throws(DatasetError) -> any ImageSet {
        try ImageSets.open(URL(filePath: path), axes: axes?.value)
    }

    var preparation: Preparation {
        Preparation(
            channels: channels.value, crop: crop.rule, size: resize?.size,
            filter: filter?.value ?? .box)
    }
}

/// Which set is read, and how.
struct DatasetInputArguments: ParsableArguments {
    @Argument(
        help: """
            A folder of images or class folders, a ZIP archive, a .npy array, CIFAR's or MNIST's \
            files, a rendered set, or a store.
            """)
    var input: String

    @OptionGroup var reading: SetReadingArguments

    /// The set as it is.
    func open() throws(DatasetError) -> any ImageSet { try reading.open(input) }

    var preparation: Preparation { reading.preparation }

    var skipUnreadable: Bool { reading.skipUnreadable }
}
