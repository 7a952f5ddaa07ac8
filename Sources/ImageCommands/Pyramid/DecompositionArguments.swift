// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import ImageFiles
public import PyramidFiles
public import Pyramids
internal import Raster

extension PyramidConvention.Name: ExpressibleByArgument {}
extension PyramidArithmetic: ExpressibleByArgument {}
extension LevelFormat: ExpressibleByArgument {}
extension BorderRule: ExpressibleByArgument {}
extension PyrtoolsKernel: ExpressibleByArgument {}

/// How an image is decomposed: the same options wherever a tool makes a pyramid.
struct DecompositionArguments: ParsableArguments {
    @OptionGroup var levels: LevelsArgument

    @Option(
        help: ArgumentHelp(
            "Follow this convention: mirror101 is OpenCV's and ProGAN's, the others are their "
                + "namesakes'. The layers of skimage are for comparison and cannot be collapsed.",
            valueName: "name"))
    var convention: PyramidConvention.Name = .mirror101

    @Option(
        help: ArgumentHelp(
            "The centre tap of mirror101's kernel [c, 1/4, a, 1/4, c]. If omitted, 0.375.",
            valueName: "a"))
    var kernelA: Double?

    @Option(
        help: ArgumentHelp(
            "How mirror101 reduces, or pyrtools reduces and expands, beyond the border. If "
                + "omitted, reflect1.", valueName: "rule"))
    var border: BorderRule?

    @Option(
        help: ArgumentHelp(
            "The filter of the pyrtools convention. If omitted, binom5.", valueName: "name"))
    var filter: PyrtoolsKernel?

    @Option(
        help: ArgumentHelp(
            "The filter of the pyrtools convention for expanding. If omitted, the same.",
            valueName: "name"))
    var expandFilter: PyrtoolsKernel?

    @Flag(help: "In the plenoptic convention, let each level be twice as large as the one before.")
    var scaled = false

    @Option(
        help: ArgumentHelp(
            "Compute in float (single precision), double, or integer (bit for bit OpenCV's, for "
                + "8- and 16-bit images). If omitted, double for float64 files and float for others.",
            valueName: "kind"))
    var arithmetic: PyramidArithmetic?

    @OptionGroup var engine: EngineArgument

    func validate() throws {
        if let stray = choice.strayParameter {
            throw ValidationError("\(stray) does not belong to --convention \(convention.rawValue)")
        }
        if let kernelA, !(0...1).contains(kernelA) {
            throw ValidationError("--kernel-a must be between 0 and 1, not \(kernelA)")
        }
    }

    /// The convention with its parameters.
    var choice: PyramidConvention {
        PyramidConvention(
            convention, centreTap: kernelA, border: border, filter: filter,
            expandFilter: expandFilter, isScaled: scaled ? true : nil)
    }

    func decompose(
        _ file: ImageFile, name: String, threads: ThreadCount
    ) throws(ImageFileError) -> StoredPyramid {
        try StoredPyramid(
            decomposing: file, name: name, convention: choice, levels: levels.count,
            arithmetic: arithmetic, engine: engine.method, threads: threads)
    }
}
