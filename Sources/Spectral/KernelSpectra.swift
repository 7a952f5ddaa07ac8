// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The spectra of one kernel at the block sizes that have been used.
final class KernelSpectra: Sendable {
    let planning: TransformPlanning
    private let lines = Mutex<[LineKey: AlignedSamples]>([:])
    private let blocks = Mutex<[ImageSize: Spectrum]>([:])

    private struct LineKey: Hashable {
        let length: Int
        let taps: [Float]
    }

    init(planning: TransformPlanning) { self.planning = planning }

    /// The spectrum of `taps` around index 0 of a line, divided by the length of the line, which an
    /// unnormalised inverse multiplies by.
    func line(_ taps: [Float], length: Int) -> AlignedSamples {
        lines.withLock { known in
            let key = LineKey(length: length, taps: taps)
            if let spectrum = known[key] { return spectrum }
            let input = AlignedSamples(uninitializedCount: 2 * length)
            let output = AlignedSamples(uninitializedCount: 2 * length)
            unsafe input.base.initialize(repeating: 0, count: 2 * length)
            for (tap, weight) in taps.enumerated() {
                let place = Boundary.periodic.index(tap - taps.count / 2, count: length)
                unsafe input.base[2 * place] = weight / Float(length)
            }
            unsafe LineTransform.shared(length: length, planning: planning).forward(
                input.base, output.base)
            known[key] = output
            return output
        }
    }

    /// The spectrum of `taps` around the origin of a block.
    func block(_ taps: Plane, size: ImageSize) -> Spectrum {
        blocks.withLock { known in
            if let spectrum = known[size] { return spectrum }
            var padded = Plane(width: size.width, height: size.height)
            for y in 0..<taps.height {
                for x in 0..<taps.width {
                    padded[
                        Boundary.periodic.index(x - taps.width / 2, count: size.width),
                        Boundary.periodic.index(y - taps.height / 2, count: size.height)] =
                        taps[x, y]
                }
            }
            let spectrum = RealFourierTransform(size: size, planning: planning).forward(padded)
            known[size] = spectrum
            return spectrum
        }
    }
}
