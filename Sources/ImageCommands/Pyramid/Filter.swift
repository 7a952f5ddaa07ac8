// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Raster
public import Spectral

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Boundary: ExpressibleByArgument {}

extension PyramidCommand {
    struct Filter: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Convolve images with any kernel, directly or by products of spectra.",
            discussion: """
                Examples:
                  pyramid filter photo.png --gaussian 12 -o soft.png
                  pyramid filter photo.png --taps 1,4,6,4,1 --normalize -o blurred.png
                  pyramid filter photo.png --kernel kernel.npy --engine fft -o filtered.npy
                """)

        @Option(
            help: ArgumentHelp("A Gaussian of this standard deviation.", valueName: "pixels"))
        var gaussian: Double?

        @Option(
            help: ArgumentHelp(
                "A separable kernel: these taps along rows and columns.", valueName: "list"))
        var taps: NumberList?

        @Option(
            help: ArgumentHelp(
                "A two-dimensional kernel: a grey image or an array, its samples as they are.",
                valueName: "file"))
        var kernel: String?

        @Flag(help: "Divide the kernel by its sum.")
        var normalize = false

        @Option(
            help: ArgumentHelp(
                "How the image goes on beyond its edges: mirror (edge sample not repeated), reflect "
                    + "(repeated) or periodic.", valueName: "rule"))
        var boundary: Boundary = .mirror

        @OptionGroup var engine: EngineArgument
        @OptionGroup var images: ImageTransformArguments

        func validate() throws {
            let given = [gaussian != nil, taps != nil, kernel != nil].filter(\.self).count
            guard given == 1 else {
                throw ValidationError("give one of --gaussian, --taps and --kernel, not \(given)")
            }
            if let gaussian, !(gaussian > 0 && gaussian <= 1000) {
                throw ValidationError(
                    "--gaussian must be above 0 and at most 1000, not \(gaussian)")
            }
            if let taps, taps.values.isEmpty { throw ValidationError("--taps names no tap") }
        }

        func run() throws {
            let weights = try convolutionKernel()
            let (boundary, method) = (boundary, engine.method)
            try images.run { file, threads in
                let convolution = Convolution(
                    weights, boundary: boundary, method: method, threads: threads)
                return file.image.mapPlanes { convolution($0) }
            }
        }

        private func convolutionKernel() throws -> ConvolutionKernel {
            if let gaussian { return .gaussian(sigma: gaussian) }
            if let taps {
                let sum = normalize ? try nonZero(taps.values.reduce(0, +)) : 1
                return .separable(taps.values.map { $0 / sum })
            }
            guard let kernel else { throw ValidationError("there is no kernel") }
            let image = try images.reading.read(kernel).image
            guard image.channels == .grey else {
                throw ToolFailure(
                    "\(kernel): a kernel has one channel; this image is \(image.channels.rawValue)")
            }
            let plane = image.planes[0]
            guard plane.samples.allSatisfy(\.isFinite) else {
                throw ToolFailure("\(kernel): a kernel has finite samples only")
            }
            let sum = Float(plane.mean * Double(plane.size.area))
            return .dense(try normalize ? plane * (1 / nonZero(sum)) : plane)
        }

        private func nonZero(_ sum: Float) throws -> Float {
            guard abs(sum) > 1e-12 else {
                throw ToolFailure("--normalize: the kernel sums to \(sum) and cannot be normalized")
            }
            return sum
        }
    }
}
