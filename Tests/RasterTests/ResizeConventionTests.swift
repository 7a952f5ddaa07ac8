// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

struct ResizeConventionTests {
    struct Golden: Decodable {
        struct Output: Decodable {
            let sum: Double
            let values: [Double]?
            let row0First40: [Double]?
            let row150First40: [Double]?
            let lastRowLast10: [Double]?

            private enum CodingKeys: String, CodingKey {
                case sum, values
                case row0First40 = "row0_first40"
                case row150First40 = "row150_first40"
                case lastRowLast10 = "last_row_last10"
            }
        }

        struct Case: Decodable {
            let h: Int
            let w: Int
            let outH: Int
            let outW: Int
            let input: [Double]
            let outputs: [String: Output]

            private enum CodingKeys: String, CodingKey {
                case h, w, input, outputs
                case outH = "out_h"
                case outW = "out_w"
            }
        }

        let cases: [Case]
    }

    /// The programs' own results: 1e-4 grey levels for TensorFlow's rules, 1e-3 for the others.
    @Test(arguments: [
        (ResizeConvention.tensorFlow, "tf1_bilinear", 1e-4),
        (.tensorFlowAligned, "tf1_bilinear_align_corners", 1e-4),
        (.pytorch, "torch_bilinear_half_pixel", 1e-3),
        (.pytorchAntialiased, "torch_bilinear_half_pixel_antialias", 1e-3),
        (.clean, "pil_bicubic_float", 1e-3),
    ])
    func equalsTheProgram(rule: ResizeConvention, name: String, tolerance: Double) throws {
        let golden = try Fixture.json("inception-score/resize.json", as: Golden.self)
        for example in golden.cases {
            guard let expected = example.outputs[name] else { continue }
            let plane = Plane(
                width: example.w, height: example.h, samples: example.input.map(Float.init))
            let result = Image(planes: [plane], channels: .grey, range: .byte).resized(
                to: ImageSize(width: example.outW, height: example.outH), by: rule
            ).planes[0].samples
            func check(_ values: [Double]?, from start: Int) {
                for (index, value) in (values ?? []).enumerated() {
                    let mine = Double(result[start + index])
                    #expect(abs(mine - value) < tolerance, "\(mine) against \(value)")
                }
            }
            check(expected.values, from: 0)
            check(expected.row0First40, from: 0)
            check(expected.row150First40, from: 150 * example.outW)
            check(expected.lastRowLast10, from: result.count - 10)
            let sum = result.reduce(0) { $0 + Double($1) }
            #expect(abs(sum - expected.sum) < tolerance * Double(result.count) / 4)
        }
    }

    @Test(arguments: ResizeConvention.allCases)
    func constantsStayConstantAndNothingMovesAtOneSize(rule: ResizeConvention) {
        let flat = Image(
            planes: [Plane(width: 7, height: 5, filledWith: 0.5)], channels: .grey, range: .unit)
        let larger = flat.resized(to: ImageSize(width: 12, height: 3), by: rule)
        #expect(larger.planes[0].samples.allSatisfy { abs($0 - 0.5) < 1e-6 })
        let noise = SyntheticImage.noise(height: 6, width: 9, channels: 1, seed: 3)
        let image = Image(planes: noise.planes(), channels: .grey, range: .byte)
        #expect(image.resized(to: image.size, by: rule) == image)
    }
}
