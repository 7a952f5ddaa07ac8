// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Raster
public import Tensors

/// What is done to the values of images before they are taken apart.
public enum Normalisation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing: black is −1, white is 1.
    case signed
    /// The mean of each pixel is taken away and the rest divided by the pixel's deviation, both over
    /// the training set, as in the authors' program for CIFAR-10.
    case standardised
}

/// Carries a normalisation out and takes it back.
///
/// Unchecked because tensors are not `Sendable`: these are constants that nobody writes to and no
/// gradient reaches.
public struct Normaliser: @unchecked Sendable {
    /// The mean and the deviation of each pixel (1, C, H, W) in the signed range; nil for a
    /// normalisation that changes nothing.
    public let statistics: (mean: Tensor, deviation: Tensor)?

    private init(statistics: (mean: Tensor, deviation: Tensor)?) { self.statistics = statistics }

    /// Changes nothing.
    public static let signed = Normaliser(statistics: nil)

    /// Standardises by statistics that are known.
    public static func standardised(mean: Tensor, deviation: Tensor) -> Normaliser {
        Normaliser(statistics: (mean, deviation))
    }

    /// What a normalisation does by the statistics of a set, whose images are of one size.
    public static func fitted(_ normalisation: Normalisation, to set: any ImageSet) throws
        -> Normaliser
    {
        switch normalisation {
        case .signed: .signed
        case .standardised: try standardised(by: set)
        }
    }

    /// Standardises by the statistics of a set, whose images are of one size.
    ///
    /// A deviation below 1/255 of the range counts as that much: a pixel that never changes stays
    /// finite.
    ///
    /// - Throws: When an image cannot be read.
    public static func standardised(by set: any ImageSet) throws -> Normaliser {
        var sums: [Double] = []
        var squares: [Double] = []
        var shape: [Int] = []
        for index in 0..<set.count {
            let image = try set.image(at: index).converted(to: .signed)
            if sums.isEmpty {
                shape = [1, image.channels.count, image.height, image.width]
                sums = Array(repeating: 0, count: shape.reduce(1, *))
                squares = sums
            }
            let values = image.planes.flatMap(\.samples)
            precondition(values.count == sums.count, "images of one size")
            for (place, value) in values.enumerated() {
                sums[place] += Double(value)
                squares[place] += Double(value) * Double(value)
            }
        }
        let count = Double(set.count)
        let means = sums.map { $0 / count }
        let deviations = zip(squares, means).map { square, mean in
            Float(max(max(0, square / count - mean * mean).squareRoot(), 2.0 / 255))
        }
        return .standardised(
            mean: try Tensor(means.map { Float($0) }, shape: shape),
            deviation: try Tensor(deviations, shape: shape))
    }

    /// A check of the statistics, by which levels that stand on others are told apart; nil where there
    /// are none.
    public func checksum() throws(TensorError) -> String? {
        guard let (mean, deviation) = statistics else { return nil }
        // FNV-1a over the numbers' bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in try mean.values(as: Float.self) + deviation.values(as: Float.self) {
            hash = (hash ^ UInt64(value.bitPattern)) &* 0x0000_0100_0000_01B3
        }
        return String(hash, radix: 16)
    }

    /// Whole images as the networks see them.
    public func normalised(_ images: Tensor) throws(TensorError) -> Tensor {
        guard let (mean, deviation) = statistics else { return images }
        return try (images - mean) / deviation
    }

    /// Images of a level in the signed range: whole images exactly; a coarser level by the reduced
    /// statistics, since there normalising and reducing do not commute.
    public func restored(
        _ images: Tensor, level: Int = 0, of pyramid: CascadePyramid
    ) throws(TensorError) -> Tensor {
        guard let (mean, deviation) = statistics else { return images }
        return try images * pyramid.reduced(deviation, to: level)
            + pyramid.reduced(mean, to: level)
    }
}
