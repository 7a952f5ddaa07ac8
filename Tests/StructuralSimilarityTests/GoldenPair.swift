// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport

/// What a program made of a pair: a number, or no number.
enum GoldenValue: Decodable, Sendable {
    case value(Double)
    case refused

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            guard text == "refused" else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
            }
            self = .refused
        } else {
            self = .value(try container.decode(Double.self))
        }
    }
}

/// A pair of synthetic images with what other programs make of it.
struct GoldenPair: Decodable, Sendable {
    let pytorch: GoldenValue
    let piq: GoldenValue
    let torchmetrics: GoldenValue
    let progan: GoldenValue
    let proganPrecise: GoldenValue
    let tensorFlow: GoldenValue
    let iqa: GoldenValue
    let libvmaf: GoldenValue
    let matlabOld: GoldenValue
    let wang: Double
    let wangLuma: Double
    let wangChannels: [Double]
    let contrastStructure: [[Double]]
    let similarity: [[Double]]
    let ssim: Double
    let ssimScikit: Double
    let ssimIQA: Double
    let ssimTorchmetrics: Double

    private enum CodingKeys: String, CodingKey {
        case pytorch = "pytorch_msssim_f64win"
        case piq = "piq_msssim_f64"
        case torchmetrics = "torchmetrics_msssim_f64"
        case progan = "progan_msssim"
        case proganPrecise = "ref64_channel_pooled_floor"
        case tensorFlow = "tf_msssim_u8"
        case iqa = "iqa_pytorch_msssim_Y_f64"
        case libvmaf
        case matlabOld = "ref64_floor_lastpow1_luma601"
        case wang = "ref64_wang_per_channel_mean"
        case wangLuma = "ref64_wang_luma601"
        case wangChannels = "ref64_wang_per_channel"
        case contrastStructure = "ref64_cs_per_channel"
        case similarity = "ref64_ssim_per_scale_per_channel"
        case ssim = "ref64_ssim_per_channel_mean"
        case ssimScikit = "skimage_ssim_gauss_u8"
        case ssimIQA = "iqa_pytorch_ssim_Y_f64"
        case ssimTorchmetrics = "torchmetrics_ssim_f32"
    }

    static func load(_ name: String) throws -> GoldenPair {
        let all = try Fixture.json(
            "ms-ssim/M01_synthetic_pairs.json", as: [String: GoldenPair].self)
        guard let pair = all[name] else { throw MissingPair(name: name) }
        return pair
    }

    struct MissingPair: Error { let name: String }
}

/// The synthetic pairs by their names in the fixture.
enum SyntheticPair: String, CaseIterable, Sendable {
    case chirp = "chirp177x193_box3"
    case flat = "const192_100_vs_110"
    case noise = "noise192_vs_noise"
    case contrast = "smooth176_contrast"
    case noisyColour = "smooth256x320_noise3"
    case unlikeColour = "smooth_vs_chirp_256"
    case quantized = "xor161_quant"

    /// All but one of the two that take longest.
    static let quick = allCases.filter { $0 != .unlikeColour }

    var images: (SyntheticImage, SyntheticImage) {
        switch self {
        case .chirp:
            let image = SyntheticImage.chirp(height: 177, width: 193)
            return (image, image.boxBlurred())
        case .flat:
            return (
                .constant(height: 192, width: 192, value: 100),
                .constant(height: 192, width: 192, value: 110)
            )
        case .noise:
            return (
                .noise(height: 192, width: 192, seed: 1), .noise(height: 192, width: 192, seed: 2)
            )
        case .contrast:
            let image = SyntheticImage.smooth(height: 176, width: 176)
            return (image, image.withLessContrast())
        case .noisyColour:
            let image = SyntheticImage.smooth(height: 256, width: 320, channels: 3)
            return (image, image.withNoise(seed: 3))
        case .unlikeColour:
            return (
                .smooth(height: 256, width: 256, channels: 3),
                .chirp(height: 256, width: 256, channels: 3)
            )
        case .quantized:
            let image = SyntheticImage.xor(height: 161, width: 161)
            return (image, image.quantized())
        }
    }
}

extension SyntheticImage {
    /// The image as bytes.
    var byteImage: Image {
        Image(planes: planes(), channels: channels == 3 ? .rgb : .grey, range: .byte)
    }
}
