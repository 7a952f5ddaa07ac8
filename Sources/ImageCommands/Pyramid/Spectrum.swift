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

extension PowerSpectrum.Window: ExpressibleByArgument {}

extension PyramidCommand {
    struct Spectrum: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the radially averaged power spectrum, and draw it.",
            discussion: """
                Frequencies are in cycles per pixel, 0.5 being the Nyquist frequency; power is the \
                mean square of the luma, in units of white, that falls to one frequency. Natural \
                images fall off by about the square of the frequency.

                Example:
                  pyramid spectrum photo.png --plot spectrum.svg
                """)

        @Argument(help: "Images; each becomes a line of the plot.")
        var inputs: [String]

        @Option(
            help: ArgumentHelp("Draw the spectra on logarithmic axes.", valueName: "file.svg"))
        var plot: String?

        @Option(
            help: ArgumentHelp(
                "What keeps the image's edges from showing as a cross of power: hann or none.",
                valueName: "window"))
        var window: PowerSpectrum.Window = .hann

        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument

        func validate() throws {
            if inputs.isEmpty { throw ValidationError("name an image") }
        }

        func run() throws {
            let results = try inputs.map { path in
                let luma = try reading.read(path).image.converted(to: .unit).luma
                return ImageSpectrum(
                    image: path,
                    bins: PowerSpectrum(of: luma, window: window, threads: threads.count).bins)
            }
            if let plot {
                let series = results.map { result in
                    LinePlot.Series(
                        URL(filePath: result.image).lastPathComponent,
                        result.bins.map { (x: $0.frequency, y: $0.meanPower) })
                }
                let picture = LinePlot(
                    title: "Radially averaged power spectrum",
                    x: LinePlot.Axis("frequency (cycles per pixel)", .logarithmic),
                    y: LinePlot.Axis("mean power (white²)", .logarithmic), series: series)
                try AtomicFile.replace(URL(filePath: plot), with: Array(picture.svg.utf8))
            }
            if json.isRequested { return print(try JSONOutput.line(for: results)) }
            for result in results {
                var table = TableFormatter(columns: [
                    .right("radius"), .right("cycles/pixel"), .right("mean power"),
                    .right("frequencies"),
                ])
                for bin in result.bins {
                    table.append([
                        "\(bin.radius)", bin.frequency.shown, "\(Float(bin.meanPower))",
                        "\(bin.count)",
                    ])
                }
                print("\(result.image)\n\(table.text)", terminator: "")
            }
            if let plot { print(plot) }
        }
    }
}

/// The spectrum of one image, for programs.
private struct ImageSpectrum: Encodable {
    let image: String
    let bins: [PowerSpectrum.Bin]
}
