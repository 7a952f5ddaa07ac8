// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Spectral

/// `--engine`: how convolutions are carried out.
struct EngineArgument: ParsableArguments {
    /// The names that the option takes.
    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case direct, fft, auto
    }

    @Option(
        help: ArgumentHelp(
            "Filter by adding up taps (direct), by products of spectra (fft), or by whichever was "
                + "measured to be faster for the kernel (auto).", valueName: "engine"))
    var engine: Engine = .auto

    var method: ConvolutionMethod {
        switch engine {
        case .direct: .direct
        case .fft: .spectral
        case .auto: .automatic
        }
    }
}
