// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SlicedWassersteinDistance

/// What is measured; the defaults are the published protocol.
struct SlicingArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Patches an image and level.", valueName: "count"))
    var patches = 128

    @Option(help: ArgumentHelp("The side of a patch in pixels, odd.", valueName: "pixels"))
    var patchSize = 7

    @Option(help: ArgumentHelp("How often directions are drawn at each level.", valueName: "count"))
    var repeats = 4

    @Option(help: ArgumentHelp("Directions drawn each time.", valueName: "count"))
    var directions = 128

    @Option(help: ArgumentHelp("The least height of a level in pixels.", valueName: "pixels"))
    var leastHeight = 16

    @Flag(help: "Allow sizes that are odd on the way down, which the published program refuses.")
    var allowOddSizes = false

    @Option(help: ArgumentHelp("The power of the differences: 1 (published) or 2.", valueName: "p"))
    var p = 1

    @Flag(
        help: """
            Add the deterministic approximation of Nadjahi et al. (2021), which compares means and \
            variances instead of sorting.
            """)
    var asw = false

    func validate() throws {
        guard patchSize > 0, patchSize % 2 == 1, patchSize <= 31 else {
            throw ValidationError("--patch-size must be odd and from 1 to 31, not \(patchSize)")
        }
        guard patches > 0, repeats > 0, directions > 0, leastHeight > 0 else {
            throw ValidationError(
                "--patches, --repeats, --directions and --least-height count from 1")
        }
        guard WassersteinOrder(rawValue: p) != nil else {
            throw ValidationError("--p must be 1 or 2, not \(p)")
        }
    }

    var measured: SlicingProtocol {
        SlicingProtocol(
            leastHeight: leastHeight, patchSize: patchSize, patchesPerImage: patches,
            repeats: repeats, directionsPerRepeat: directions, allowsOddSizes: allowOddSizes)
    }

    var order: WassersteinOrder { WassersteinOrder(rawValue: p) ?? .first }
}
