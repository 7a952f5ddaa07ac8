// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
package import Datasets
package import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A rule for cropping by its name on a command line.
package struct CropArgument: ExpressibleByArgument {
    /// The rule.
    package let rule: CropRule

    /// Wraps a rule, as the default of an option.
    package init(_ rule: CropRule) { self.rule = rule }

    /// The rule with this name, or nil.
    package init?(argument: String) {
        guard let rule = CropRule(name: argument) else { return nil }
        self.rule = rule
    }

    /// The name of the rule.
    package var defaultValueDescription: String { rule.description }
}

/// A size on a command line: `64` or `64x48`.
package struct SizeArgument: ExpressibleByArgument {
    /// The size.
    package let size: ImageSize

    /// The size that is written so, or nil.
    package init?(argument: String) {
        guard let size = ImageSize(name: argument) else { return nil }
        self.size = size
    }
}

/// How a set is read, and what is done to each of its images.
package struct SetReadingArguments: ParsableArguments {
    @Option(
        name: .customLong("axes"),
        help: ArgumentHelp(
            "The order of an array's axes: NHW, NHWC or NCHW. If omitted, by its shape.",
            valueName: "axes"))
    private var axesOption: NamedChoice<NumPyImageSet.Axes>?

    @Option(
        help: ArgumentHelp(
            "Take a part of each image: none, square, 64x48 (in the middle), celeba178 or celeba128.",
            valueName: "rule"))
    private var crop = CropArgument(.none)

    @Option(
        help: ArgumentHelp("Then resize to this side, or to 64x48.", valueName: "size"))
    private var resize: SizeArgument?

    @Option(
        help: ArgumentHelp(
            "The kernel to resize by: box, bilinear or lanczos. If omitted, box.",
            valueName: "kernel"))
    private var filter: NamedChoice<ResizeFilter>?

    @Option(
        help: ArgumentHelp(
            "Bring all images to as-stored, grey or rgb.", valueName: "channels"))
    private var channels = NamedChoice(Preparation.Channels.asStored)

    /// Whether images that cannot be read are left out.
    @Flag(help: "Leave out images that cannot be read or do not fit, and list them.")
    package var skipUnreadable = false

    /// Creates the arguments as they are before parsing.
    package init() {}

    /// Refuses options that do not go together.
    package func validate() throws {
        if filter != nil, resize == nil {
            throw ValidationError("--filter goes with --resize")
        }
    }

    /// The order of an array's axes; nil where its shape tells.
    package var axes: NumPyImageSet.Axes? { axesOption?.value }

    /// A set as it is.
    ///
    /// - Parameters:
    ///   - path: The set.
    ///   - remembered: The axes that a run was started with, for one that goes on.
    /// - Returns: Its images, none of which is read yet.
    /// - Throws: When there is no set.
    package func open(
        _ path: String, axes remembered: NumPyImageSet.Axes? = nil
    ) throws(DatasetError) -> any ImageSet {
        try ImageSets.open(URL(filePath: path), axes: axes ?? remembered)
    }

    /// What is done to each image.
    package var preparation: Preparation {
        Preparation(
            channels: channels.value, crop: crop.rule, size: resize?.size,
            filter: filter?.value ?? .box)
    }
}
