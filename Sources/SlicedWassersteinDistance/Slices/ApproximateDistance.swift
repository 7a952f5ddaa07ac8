// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The sliced distance of second order as if every projection were normal, which needs neither
/// directions nor sorting.
///
/// K. Nadjahi et al., "Fast Approximation of the Sliced-Wasserstein Distance Using Concentration of
/// Random Projections", NeurIPS 2021, section 3: with means m and d dimensions it is the root of
/// |m₁ − m₂|²/d + (σ₁ − σ₂)², where σ² = E|x − m|²/d. Normalised descriptors have nearly the same σ,
/// so that here it compares mean patches: it sees little of what the sorted distance sees.
struct ApproximateDistance {
    /// The mean of each component, normalised.
    private let means: [Double]
    /// The square root of E|x − m|²/d.
    private let deviation: Double

    /// Takes the moments of a table.
    ///
    /// - Parameters:
    ///   - table: The descriptors.
    ///   - order: Its images in the order of their names, in which they are added up.
    ///   - threads: How many threads may read.
    /// - Throws: When a file of descriptors cannot be read.
    init(
        of table: DescriptorTable, order: [Int], threads: ThreadCount
    ) throws(SlicedWassersteinError) {
        let width = table.length + 1
        let sums = try table.componentSums(threads: threads)
        var totals = [Double](repeating: 0, count: width)
        for image in order {
            for component in 0..<width { totals[component] += sums[image * width + component] }
        }
        let count = Double(table.count)
        let means = totals.dropLast().map { $0 / count }
        let spread = totals[table.length] / count - means.reduce(0) { $0 + $1 * $1 }
        self.means = means
        deviation = (max(0, spread) / Double(table.length)).squareRoot()
    }

    /// The distance to another table's moments.
    func distance(to other: ApproximateDistance) -> Double {
        let apart = zip(means, other.means).reduce(0) { sum, pair in
            sum + (pair.0 - pair.1) * (pair.0 - pair.1)
        }
        let difference = deviation - other.deviation
        return (apart / Double(means.count) + difference * difference).squareRoot()
    }
}

extension DescriptorTable {
    /// For each image the sums of its descriptors' components, normalised, and the sum of all their
    /// squares.
    fileprivate func componentSums(
        threads: ThreadCount
    ) throws(SlicedWassersteinError) -> [Double] {
        let width = length + 1
        let channelLength = length / statistics.means.count
        let offsets = (0..<length).map { statistics.means[$0 / channelLength] }
        let gains = (0..<length).map { statistics.scale[$0 / channelLength] }
        let failure = Mutex<SlicedWassersteinError?>(nil)
        var sums = [Double](repeating: 0, count: imageCount * width)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            let shared = unsafe SharedSums(buffer: sums)
            threads.forEach(below: imageCount) { image in
                let buffer = AlignedSamples(uninitializedCount: patchesPerImage * length)
                do throws(SlicedWassersteinError) {
                    try unsafe segment(ofImage: image).withDescriptors(
                        0..<patchesPerImage, length: length, buffer: buffer.base
                    ) { descriptors in
                        var next = unsafe descriptors
                        var squares = 0.0
                        for _ in 0..<patchesPerImage {
                            for component in 0..<length {
                                let sample = unsafe Double(next[component])
                                let value = (sample - offsets[component]) * gains[component]
                                unsafe shared.buffer[image * width + component] += value
                                squares += value * value
                            }
                            unsafe next += length
                        }
                        unsafe shared.buffer[image * width + length] = squares
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return sums
    }

    /// A pointer that crosses to other threads: each image's part is written by one of them.
    @unsafe private struct SharedSums: @unchecked Sendable {
        let buffer: UnsafeMutableBufferPointer<Double>
    }
}
