// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import Raster

/// `--weights` and what belongs to it: how images become rows of numbers.
struct ClassifierArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Let the classifier in this file of weights look at the images of the sets.",
            valueName: "file"))
    var weights: String?

    @Option(
        help: ArgumentHelp(
            "Bring images to the classifier's size by the rule of this program. If omitted, by the "
                + "one that the classifier's published scores follow.", valueName: "name"))
    var resizeRule: NamedChoice<ResizeConvention>?

    @Flag(help: "Run the classifier in double precision, several times slower.")
    var double = false

    @OptionGroup(title: "How images are read") var reading: SetReadingArguments

    func validate() throws {
        guard weights == nil else { return }
        if resizeRule != nil {
            throw ValidationError("--resize-rule is for images, which need --weights")
        }
        if reading.preparation != Preparation() || reading.skipUnreadable {
            throw ValidationError("how images are read is for images, which need --weights")
        }
        if double { throw ValidationError("--double is for images, which need --weights") }
    }
}
