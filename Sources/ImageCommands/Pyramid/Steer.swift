// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension PyramidCommand {
    struct Steer: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how an image responds to a filter of any orientation and scale.",
            discussion: """
                The steerable pyramid of Simoncelli and Freeman, steered to an angle between its \
                bands. Level i carries 4^i; a .npy or .pfm file holds the response as it is, a PNG \
                or JPEG shows it around mid-grey with that factor divided out. Amplitude and phase \
                are of the complex pyramid's band that lies nearest to the angle.

                Example:
                  pyramid steer photo.png --angle 30 --level 1 -o response.png
                """)

        /// What of the response is written.
        enum Quantity: String, ExpressibleByArgument, CaseIterable {
            case response, amplitude, phase
        }

        @Option(
            help: ArgumentHelp(
                "The orientation: 0 responds to vertical edges, 90 to horizontal ones.",
                valueName: "degrees"))
        var angle: Double

        @Option(help: "The level; 0 is the finest.")
        var level: Int = 0

        @Option(help: "The order, 0 to 15: a filter of order K has K + 1 orientations.")
        var order: Int = 3

        @Option(help: "Write the response, or the local amplitude, or the phase in radians.")
        var quantity: Quantity = .response

        @OptionGroup var images: ImageTransformArguments

        func validate() throws {
            guard (0...15).contains(order) else {
                throw ValidationError("--order must be between 0 and 15, not \(order)")
            }
            guard quantity == .response || order >= 1 else {
                throw ValidationError(
                    "--quantity \(quantity.rawValue) needs an --order of at least 1")
            }
            guard level >= 0 else {
                throw ValidationError("--level must be at least 0, not \(level)")
            }
            guard angle.isFinite else { throw ValidationError("--angle must be finite") }
        }

        func run() throws {
            let command = self
            let extensions = ["npy", "pfm"]
            let isRaw = extensions.contains(URL(filePath: images.output).pathExtension.lowercased())
            try images.run { file, threads in
                let image = file.image.withoutAlpha
                let planes = try image.planes.map { try command.quantity(of: $0, threads) }
                let range =
                    isRaw || !file.sampleFormat.isWholeNumber ? ValueRange.unit : image.range
                let shown =
                    range == .unit
                    ? planes : planes.map { command.shown($0, extent: image.range.extent) }
                return Image(planes: shown, channels: image.channels, range: range)
            }
        }

        private func quantity(of plane: Plane, _ threads: ThreadCount) throws -> Plane {
            let transform = try SteerableTransform(
                size: plane.size, order: order, height: level + 1, isComplex: quantity != .response,
                threads: threads)
            let pyramid = transform.decompose(plane)
            let radians = angle * .pi / 180
            switch quantity {
            case .response: return pyramid.steered(level: level, to: radians)
            case .amplitude: return pyramid.levels[level][nearestBand(radians)].amplitude
            case .phase: return pyramid.levels[level][nearestBand(radians)].phase
            }
        }

        private func nearestBand(_ radians: Double) -> Int {
            let count = order + 1
            let position = Int((radians / .pi * Double(count)).rounded())
            return ((position % count) + count) % count
        }

        /// The quantity in the range of the image: around mid-grey, or from black for amplitudes.
        private func shown(_ plane: Plane, extent: Float) -> Plane {
            let gain = 1 / Float(sign: .plus, exponent: 2 * level, significand: 1)
            return switch quantity {
            case .response: plane.map { min(extent, max(0, $0 * gain * 2 + extent / 2)) }
            case .amplitude: plane.map { min(extent, $0 * gain * 2) }
            case .phase: plane.map { ($0 / (2 * .pi) + 0.5) * extent }
            }
        }
    }
}
