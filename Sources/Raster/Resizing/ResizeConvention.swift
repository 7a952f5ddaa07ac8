// SPDX-License-Identifier: Apache-2.0

/// How images are brought to the size that a classifier takes: the rules of the programs that
/// scores are published with.
///
/// The rule decides the score: on noise, two of them differ by tens of grey levels. G. Parmar, R.
/// Zhang and J.-Y. Zhu, "On aliased resizing and surprising subtleties in GAN evaluation", CVPR 2022.
public enum ResizeConvention: String, Sendable, Hashable, Codable, CaseIterable {
    /// TensorFlow 1's bilinear sampling: place i · in / out, no half pixel, no smoothing. The
    /// original inception score and FID, torch-fidelity, StyleGAN.
    case tensorFlow = "tf1"
    /// The same with first and last samples kept in place: i · (in − 1) / (out − 1).
    case tensorFlowAligned = "tf1-aligned"
    /// PyTorch's bilinear sampling: place (i + ½) · in / out − ½, no smoothing. pytorch-fid.
    case pytorch
    /// PyTorch's with a triangle that widens as the image shrinks. torchmetrics.
    case pytorchAntialiased = "pytorch-antialias"
    /// Pillow's bicubic on floats, widened as the image shrinks, cut to the range of values, not
    /// rounded. clean-fid's "clean".
    case clean

    /// The samples that a new sample is made of.
    struct Taps: Sendable {
        let first: Int
        let weights: [Float]
    }

    /// The taps of each new sample along an axis.
    func taps(from count: Int, to target: Int) -> [Taps] {
        switch self {
        case .tensorFlow:
            let scale = Float(count) / Float(target)
            return Self.linear(count, target) { Float($0) * scale }
        case .tensorFlowAligned:
            let scale =
                target > 1 ? Float(count - 1) / Float(target - 1) : Float(count) / Float(target)
            return Self.linear(count, target) { Float($0) * scale }
        case .pytorch:
            let scale = Float(count) / Float(target)
            return Self.linear(count, target) { max((Float($0) + 0.5) * scale - 0.5, 0) }
        case .pytorchAntialiased:
            return Self.widened(count, target, reach: 1) { max(1 - abs($0), 0) }
        case .clean: return Self.widened(count, target, reach: 2, Self.cubic)
        }
    }

    /// Two neighbours of a place, computed in single precision as the programs do.
    private static func linear(
        _ count: Int, _ target: Int, _ place: (Int) -> Float
    ) -> [Taps] {
        (0..<target).map { index in
            let place = place(index)
            let lower = min(Int(place), count - 1)
            let share = place - Float(lower)
            return lower + 1 < count
                ? Taps(first: lower, weights: [1 - share, share])
                : Taps(first: lower, weights: [1])
        }
    }

    /// A kernel around (i + ½) · in / out, widened by in / out when that is above 1; weights of
    /// samples beyond the border go to the others.
    private static func widened(
        _ count: Int, _ target: Int, reach: Double, _ kernel: (Double) -> Double
    ) -> [Taps] {
        let scale = Double(count) / Double(target)
        let widening = max(scale, 1)
        return (0..<target).map { index in
            let centre = (Double(index) + 0.5) * scale
            let first = max(Int(centre - reach * widening + 0.5), 0)
            let end = min(Int(centre + reach * widening + 0.5), count)
            let weights = (first..<end).map { kernel((Double($0) - centre + 0.5) / widening) }
            let sum = weights.reduce(0, +)
            return Taps(first: first, weights: weights.map { Float($0 / sum) })
        }
    }

    /// Keys's cubic with a = −½.
    private static func cubic(_ x: Double) -> Double {
        let t = abs(x)
        if t < 1 { return (1.5 * t - 2.5) * t * t + 1 }
        return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0
    }
}
