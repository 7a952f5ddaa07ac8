// SPDX-License-Identifier: Apache-2.0

/// Whose rules an inception score follows where programs differ: how the images are cut into
/// splits, in which order they come, and which spread is printed.
///
/// Scores by different conventions must not be compared with each other. The programs that work in
/// single precision are followed in double precision.
public enum InceptionScoreConvention: String, Sendable, Hashable, Codable, CaseIterable {
    /// The paper's: ten splits i N / S ..< (i + 1) N / S, mean and population standard deviation;
    /// shuffled by a seed, and 0 ln 0 = 0.
    case salimans
    /// The published code of improved-gan, which TTUR and StyleGAN2-ADA and 3 share: as
    /// ``salimans`` in file order, and a probability of 0 gives no number.
    case improvedGAN = "improved-gan"
    /// torch-fidelity: as ``salimans``, shuffled by NumPy's legacy generator, seed 2020.
    case torchFidelity = "torch-fidelity"
    /// torchmetrics: ⌈N / S⌉ images a split, which may leave fewer splits; sample standard
    /// deviation. Its shuffle depends on PyTorch's global seed; here ours stands in.
    case torchmetrics
    /// inception-score-pytorch (Barratt) and dgm-eval: ⌊N / S⌋ images a split, the rest dropped;
    /// rows scaled to sum to 1.
    case sbarratt
    /// piq: ⌊N / S⌋ images a split, the rest dropped; sample standard deviation.
    case piq
    /// TF-GAN's classifier score: one score of all images.
    case tfGAN = "tf-gan"
    /// guided-diffusion's evaluator: blocks of 5000 in file order.
    case guidedDiffusion = "guided-diffusion"

    /// The order in which images are dealt to the splits.
    enum Order {
        case seeded, file, legacyNumPy
    }

    var order: Order {
        switch self {
        case .salimans, .torchmetrics: .seeded
        case .torchFidelity: .legacyNumPy
        case .improvedGAN, .sbarratt, .piq, .tfGAN, .guidedDiffusion: .file
        }
    }

    /// Which spread of the split scores is reported.
    enum Spread {
        case population, sample, none
    }

    var spread: Spread {
        switch self {
        case .salimans, .improvedGAN, .torchFidelity, .sbarratt: .population
        case .torchmetrics, .piq: .sample
        case .tfGAN, .guidedDiffusion: .none
        }
    }

    /// Whether the number of splits can be chosen.
    public var takesSplits: Bool { self != .tfGAN && self != .guidedDiffusion }

    var usesPlainLogarithm: Bool { self == .improvedGAN }

    var renormalises: Bool { self == .sbarratt }

    /// The places of each split in the order of images.
    func ranges(count: Int, splits: Int) -> [Range<Int>] {
        switch self {
        case .salimans, .improvedGAN, .torchFidelity:
            return (0..<splits).map { $0 * count / splits..<($0 + 1) * count / splits }
        case .sbarratt, .piq:
            let size = count / splits
            return (0..<splits).map { $0 * size..<($0 + 1) * size }
        case .torchmetrics: return Self.blocks(of: (count + splits - 1) / splits, in: count)
        case .tfGAN: return [0..<count]
        case .guidedDiffusion: return Self.blocks(of: 5000, in: count)
        }
    }

    private static func blocks(of size: Int, in count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
