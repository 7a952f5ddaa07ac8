// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Pyramids
public import Training

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension ProGAN.Stage {
    /// Samples of the averaged generator from the same latents every time.
    public func snapshot() throws -> [Snapshot] {
        let side = recipe.architecture.resolution
        let columns = side <= 128 ? 8 : 4
        let images = try sampler.images(0..<columns * columns, seed: Self.snapshotSeed)
        let magnification = max(1, 64 / side)
        return [
            Snapshot(
                "samples",
                SampleGrid.draw(images, columns: columns, magnification: magnification))
        ]
    }

    private static let snapshotSeed: UInt64 = 64

    /// What makes images of the averaged generator at the detail of now.
    public var sampler: ProGAN.Sampler { ProGAN.Sampler(average, at: detail) }

    /// Stores growth and noise.
    public func save(to folder: URL) throws {
        try ProGAN.StoredState(growth: growth, noise: memory.noise).write(to: folder)
    }

    /// Takes over growth and noise.
    public mutating func restore(from folder: URL) throws {
        let state = try ProGAN.StoredState(at: folder)
        restore(growth: state.growth)
        memory.noise = state.noise
    }
}

extension ProGAN {
    /// What neither networks nor optimizers hold.
    struct StoredState: Codable {
        var growth: Growth
        var noise: NoiseControl

        private static let file = "growth.json"

        init(growth: Growth, noise: NoiseControl) {
            self.growth = growth
            self.noise = noise
        }

        init(at folder: URL) throws {
            let place = folder.appending(path: Self.file)
            do {
                self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: place))
            } catch {
                throw TrainingError.damagedRun(
                    path: place.path, problem: "it is missing or not what ProGAN stores there")
            }
        }

        func write(to folder: URL) throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try AtomicFile.replace(
                folder.appending(path: Self.file), with: Array(encoder.encode(self)))
        }
    }
}
