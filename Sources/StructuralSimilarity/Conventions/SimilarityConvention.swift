// SPDX-License-Identifier: Apache-2.0

/// Whose MS-SSIM: programs of that name differ in borders, halving, pooling and what they do with
/// negative terms, and so in their scores.
///
/// The raw values are the names on command lines. ``summary`` says what is particular to each.
public enum SimilarityConvention: String, Sendable, Hashable, Codable, CaseIterable {
    /// The paper's rules as the author's newer MATLAB code has them: the default.
    case wang
    /// TensorFlow, `tf.image.ssim_multiscale`.
    case tensorFlow = "tf"
    /// The Python package pytorch-msssim.
    case pytorchMSSSIM = "pytorch-msssim"
    /// The Python package piq, `multi_scale_ssim`.
    case piq
    /// The Python package torchmetrics, `MultiScaleStructuralSimilarityIndexMeasure`.
    case torchmetrics
    /// The diversity metric of "Progressive growing of GANs" (`metrics/ms_ssim.py`).
    case progan
    /// The Python package pyiqa, metric `ms_ssim`.
    case iqaPyTorch = "iqa-pytorch"
    /// Netflix's libvmaf, feature `float_ms_ssim`; always computed in double precision.
    case libvmaf
    /// The author's older MATLAB code, which still circulates.
    case matlabOld = "matlab-old"

    /// What is particular to the convention, in one line.
    public var summary: String {
        switch self {
        case .wang:
            "odd sides repeat the last row; mean of channel scores; negative means clamped to 0"
        case .tensorFlow:
            "the rules of wang, in single precision there"
        case .pytorchMSSSIM:
            "odd sides get a row of zeros on both ends, so the first coarse row is half dark"
        case .piq:
            "odd sides repeat the first row and column of both axes"
        case .torchmetrics:
            "mirrored borders count in the last scale's similarity; odd sides drop the last row; "
                + "channels are pooled before the powers"
        case .progan:
            "the window shrinks with the image; odd sides are refused; channels are pooled before "
                + "the powers"
        case .iqaPyTorch:
            "grey rounded to whole numbers; negative pixels, not means, are clamped; halving as in "
                + "pytorch-msssim"
        case .libvmaf:
            "luma; halving by the low-pass of the 9/7 wavelet; luminance, contrast and structure "
                + "averaged apart; no value when a structure mean is negative"
        case .matlabOld:
            "luma; odd sides drop the last row; the last scale has exponent 1 in place of its weight"
        }
    }

    /// What the convention does with colour unless told otherwise.
    public var colour: ColourTreatment {
        switch self {
        case .wang, .tensorFlow, .pytorchMSSSIM, .piq, .torchmetrics, .progan: .channels
        case .iqaPyTorch: .roundedGrey
        case .libvmaf, .matlabOld: .luma601
        }
    }

    var rules: ConventionRules {
        switch self {
        case .wang, .tensorFlow: ConventionRules()
        case .pytorchMSSSIM: ConventionRules(halving: .zeroBothEnds)
        case .piq: ConventionRules(halving: .repeatFirst)
        case .torchmetrics:
            ConventionRules(halving: .dropLast, pooling: .means, border: .mirroredSimilarity)
        case .progan:
            ConventionRules(halving: .evenOnly, pooling: .means, shrinksWindow: true)
        case .iqaPyTorch: ConventionRules(halving: .zeroBothEnds, clampsPixels: true)
        case .libvmaf: ConventionRules(halving: .wavelet, combination: .separateTerms)
        case .matlabOld: ConventionRules(halving: .dropLast, combination: .lastUnweighted)
        }
    }
}
