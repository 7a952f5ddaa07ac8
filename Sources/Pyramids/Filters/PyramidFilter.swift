// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The axis that an operator runs along.
///
/// Only one rule of one convention tells them apart.
public enum Axis: Sendable { case horizontal, vertical }

/// A convention of reducing and expanding: kernel, borders, sizes and scale.
///
/// A filter is a value; a ``PyramidExecutor`` carries it out. Published code disagrees in all four
/// points, so each peer's arithmetic is a named preset, exact to rounding. All are separable and all
/// but kornia's round halves of sizes up.
public enum PyramidFilter: Sendable, Hashable {
    /// Burt and Adelson's kernel with mirrored borders, as OpenCV's `pyrDown` and `pyrUp` and
    /// ProGAN's sliced Wasserstein code have it. `border` governs reducing only, as OpenCV's
    /// `borderType` does.
    case burtAdelson(BurtAdelsonKernel = .binomial, border: BorderRule = .reflect1)
    /// pyrtools' `LaplacianPyramid`: named filters with sum √2 on each axis, so level k is 2ᵏ times
    /// larger; borders act on the zero-stuffed signal of the true target size.
    case pyrtools(
        reduce: PyrtoolsKernel = .binom5, expand: PyrtoolsKernel = .binom5,
        border: BorderRule = .reflect1)
    /// plenoptic's arithmetic: expanding mirrors the coarse signal. With `isScaled`, level k is 2ᵏ
    /// times larger.
    case plenoptic(isScaled: Bool = false)
    /// kornia's `pyrdown` and `pyrup`: blur and bilinear halving; bilinear doubling and blur.
    case kornia
    /// The Torch7 scaling that the published LAPGAN code uses: area average down, linear with
    /// aligned end points up.
    case lapganTorch
    /// The mean of 2×2 samples down, the nearest sample up: ProGAN's fades.
    case box
    /// Halide's local Laplacian example: `[1 3 3 1]/8` down, bilinear up, edge samples repeated.
    case halide

    /// The default: OpenCV's and ProGAN's.
    public static let mirror101 = PyramidFilter.burtAdelson()

    /// The size of `size` reduced once.
    public func reducedSize(of size: ImageSize) -> ImageSize {
        switch self {
        case .kornia: ImageSize(width: max(1, size.width / 2), height: max(1, size.height / 2))
        default: size.halved
        }
    }

    /// By how much the values of a level exceed those one level finer: 2 in the conventions whose
    /// filters do not have unit sum.
    public var levelGain: Float {
        switch self {
        case .pyrtools(let reduce, _, _):
            Float(reduce.taps.reduce(0, +) * reduce.taps.reduce(0, +))
        case .plenoptic(let isScaled): isScaled ? 2 : 1
        case .burtAdelson, .kornia, .lapganTorch, .box, .halide: 1
        }
    }

    /// Reducing along one axis, from `count` samples to half as many.
    public func reduction(of count: Int) -> AxisOperator {
        switch self {
        case .burtAdelson(let kernel, let border):
            .decimating(count, taps: kernel.taps, border: border)
        case .pyrtools(let kernel, _, let border):
            .decimating(count, taps: kernel.taps, border: border)
        case .plenoptic(let isScaled):
            .decimating(
                count,
                taps: BurtAdelsonKernel.binomial.taps.map { isScaled ? $0 * 2.0.squareRoot() : $0 },
                border: .reflect1)
        case .kornia:
            AxisOperator.blurring(count).followed(
                by: .resizingLinearly(from: count, to: max(1, count / 2)))
        case .lapganTorch: .averagingAreas(from: count, to: (count + 1) / 2)
        case .box: .decimating(count, taps: [0.5, 0.5], leading: 0, border: .repeated)
        case .halide:
            .decimating(count, taps: [0.125, 0.375, 0.375, 0.125], leading: 1, border: .repeated)
        }
    }

    /// Whether `fine` samples along an axis can be reduced to `coarse` ones: to half of them, and by
    /// ``lapganTorch``, which knows no fixed ratio, to any smaller number.
    public func reduces(_ fine: Int, to coarse: Int) -> Bool {
        if self == .lapganTorch { return coarse >= 1 && coarse <= fine }
        return reducedSize(of: ImageSize(width: fine, height: fine)).width == coarse
    }

    /// Reducing along one axis, from `count` samples to `target`, which ``reduces(_:to:)`` allows.
    public func reduction(of count: Int, to target: Int) -> AxisOperator {
        precondition(reduces(count, to: target), "\(count) samples are not reduced to \(target)")
        if self == .lapganTorch { return .averagingAreas(from: count, to: target) }
        return reduction(of: count)
    }

    /// Expanding along one axis, from `count` samples to `target`.
    ///
    /// The target is twice as many or one fewer. The default convention also allows one more, where OpenCV treats the axes differently.
    public func expansion(of count: Int, to target: Int, along axis: Axis) -> AxisOperator {
        switch self {
        case .burtAdelson(let kernel, _):
            .interpolating(count, to: target, kernel: kernel, axis: axis)
        case .pyrtools(_, let kernel, let border):
            .stuffing(count, to: target, taps: kernel.taps, border: border)
        case .plenoptic(let isScaled):
            .interpolatingMirroredCoarse(
                count, to: target, gain: isScaled ? 1 / 2.0.squareRoot() : 1)
        case .kornia:
            AxisOperator.doublingLinearly(count, to: target).followed(by: .blurring(target))
        case .lapganTorch: .interpolatingAlignedEnds(from: count, to: target)
        case .box: .repeatingSamples(count, to: target)
        case .halide: .doublingLinearly(count, to: target)
        }
    }
}
