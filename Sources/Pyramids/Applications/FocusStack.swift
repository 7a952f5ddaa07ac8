// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Merges photographs of one scene, focused at different distances, into one that is sharp
/// everywhere.
///
/// J. M. Ogden, E. H. Adelson, J. R. Bergen and P. J. Burt, "Pyramid-Based Computer Graphics", RCA
/// Engineer 30(5), 1985, section "Multifocus": sharp detail is large detail, so each coefficient of
/// each band comes from the image whose detail is strongest there. Strength is the mean of L² over
/// 5×5 coefficients (borders mirrored), added up over the colours, so that all channels of a pixel
/// come from one image; of equals, the first wins. The residual is the mean of all images.
///
/// Where an image has alpha, colours are merged premultiplied, and alpha follows the choice that the
/// colours made.
public struct FocusStack: Sendable {
    /// How many bands; nil for as many as leave a residual of at least 8 samples a side.
    public let levels: Int?
    /// The convention of the pyramids.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates a merger.
    public init(
        levels: Int? = nil, filter: PyramidFilter = .mirror101,
        threads: ThreadCount = .allProcessors
    ) {
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// Merges images that show the same scene in the same place.
    ///
    /// - Parameter images: At least one; all are converted to the range of the first.
    /// - Returns: An image in the range of the first.
    /// - Throws: When sizes differ, or some images are grey and others not.
    public func merge(_ images: [Image]) throws(PyramidInputError) -> Image {
        let stack = try ImageStack(images, task: "stack", atLeast: 1)
        let levels = levels ?? filter.defaultLevelCount(for: stack.size)
        let executor = PlaneExecutor(filter, threads: threads)
        let padded = stack.padded(for: filter, levels: levels)
        var sharpest = decomposed(padded[0], levels, executor)
        var energies = (0..<levels).map { energy(of: sharpest, at: $0, stack.colourCount) }
        for image in padded.dropFirst() {
            let next = decomposed(image, levels, executor)
            for level in 0..<levels {
                let energy = energy(of: next, at: level, stack.colourCount)
                for channel in sharpest.indices {
                    sharpest[channel].bands[level].replace(
                        with: next[channel].bands[level], where: energy, exceeds: energies[level],
                        threads: threads)
                }
                energies[level] = energies[level].combined(with: energy) { max($0, $1) }
            }
            for channel in sharpest.indices {
                sharpest[channel].residual = sharpest[channel].residual + next[channel].residual
            }
        }
        let share = 1 / Float(images.count)
        return stack.image(
            of: sharpest.map { pyramid in
                let mean = LaplacianPyramid(
                    bands: pyramid.bands, residual: pyramid.residual * share)
                return (consume mean).collapsed(by: executor)
            })
    }

    private func decomposed(
        _ planes: [Plane], _ levels: Int, _ executor: PlaneExecutor
    ) -> [LaplacianPyramid<Plane>] {
        planes.map { LaplacianPyramid(decomposing: $0, levels: levels, by: executor) }
    }

    private func energy(
        of pyramids: [LaplacianPyramid<Plane>], at level: Int, _ colours: Int
    ) -> Plane {
        let bands = pyramids.prefix(colours).map { $0.bands[level] }
        return Plane.localEnergy(of: bands, threads: threads)
    }
}

extension ImageStack {
    fileprivate var colourCount: Int { channels.opaque.count }
}

extension Plane {
    /// Takes the samples of `other` where `energy` exceeds `limit`.
    fileprivate mutating func replace(
        with other: Plane, where energy: Plane, exceeds limit: Plane, threads: ThreadCount
    ) {
        unsafe updateRows(reading: [other, energy, limit], threads: threads) { band in
            let output = unsafe band.output
            let (other, energy, limit) = unsafe (band.inputs[0], band.inputs[1], band.inputs[2])
            for index in unsafe band.samples {
                unsafe output[index] = energy[index] > limit[index] ? other[index] : output[index]
            }
        }
    }
}
