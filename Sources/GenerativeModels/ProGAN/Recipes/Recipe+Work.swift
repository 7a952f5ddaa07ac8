// SPDX-License-Identifier: Apache-2.0

extension ProGAN.Recipe {
    /// What training has cost after some images: the multiplications with additions of both networks'
    /// forward passes, summed over the images that the discriminator has seen.
    ///
    /// A training step costs a fixed multiple of that, so runs of one architecture with and without
    /// growing can be compared at equal work, whatever machines they ran on.
    ///
    /// - Parameter images: Counts of images, in ascending order.
    /// - Returns: The work after each; nil for networks that grow when a score says so, whose work does
    ///   not follow from their images.
    public func work(afterImages images: [Int]) -> [Double]? {
        guard growthRule == .schedule else { return nil }
        let ofSides = Dictionary(
            uniqueKeysWithValues: architecture.resolutions.map {
                ($0, Double(architecture.multiplyAdds(at: $0)))
            })
        var (seen, work) = (0, 0.0)
        return images.map { count in
            while seen < count {
                let moment = growth.moment(afterImages: seen)
                let shown = min(moment.batchSize, count - seen)
                work += Double(shown) * (ofSides[moment.resolution] ?? 0)
                seen += shown
            }
            return work
        }
    }
}
