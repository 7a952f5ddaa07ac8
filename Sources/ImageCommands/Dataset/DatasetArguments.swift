// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Datasets
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension NumPyImageSet.Axes: ExpressibleByArgument {}
extension ResizeFilter: ExpressibleByArgument {}
extension Preparation.Channels: ExpressibleByArgument {}
extension CropRule: ExpressibleByArgument {
    /// The rule by its name.
    public init?(argument: String) { self.init(name: argument) }
}

/// A size on a command line: `64` or `64x48`.
struct SizeArgument: ExpressibleByArgument {
    let size: ImageSize

    init?(argument: String) {
        guard let size = ImageSize(name: argument) else { return nil }
        self.size = size
    }
}

/// Which set is read, and what is done to each of its images.
struct DatasetInputArguments: ParsableArguments {
    @Argument(
        help: """
            A folder of images or class folders, a ZIP archive, a .npy array, CIFAR's or MNIST's \
            files, a rendered set, or a store.
            """)
    var input: String

    @Option(
        help: ArgumentHelp(
            "The order of an array's axes: NHW, NHWC or NCHW. If omitted, by its shape.",
            valueName: "axes"))
    var axes: NumPyImageSet.Axes?

    @Option(
        help: ArgumentHelp(
            "Take a part of each image: none, square, 64x48 (in the middle), celeba178 or celeba128.",
            valueName: "rule"))
    var crop: CropRule = .none

    @Option(
        help: ArgumentHelp("Then resize to this side, or to 64x48.", valueName: "size"))
    var resize: SizeArgument?

    @Option(
        help: ArgumentHelp(
            "The kernel to resize by: box, bilinear or lanczos. If omitted, box.",
            valueName: "kernel"))
    var filter: ResizeFilter?

    @Option(
        help: ArgumentHelp(
            "Bring all images to as-stored, grey or rgb.", valueName: "channels"))
    var channels: Preparation.Channels = .asStored

    @Flag(help: "Leave out images that cannot be read or do not fit, and list them.")
    var skipUnreadable = false

    func validate() throws {
        if filter != nil, resize == nil {
            throw ValidationError("--filter goes with --resize")
        }
    }

    /// The set as it is.
    func open() throws(DatasetError) -> any ImageSet {
        try ImageSets.open(URL(filePath: input), axes: axes)
    }

    var preparation: Preparation {
        Preparation(channels: channels, crop: crop, size: resize?.size, filter: filter ?? .box)
    }
}
