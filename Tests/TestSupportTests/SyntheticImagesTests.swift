// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TestSupport

@Suite("Synthetic images equal the published rows")
struct SyntheticImagesTests {
    struct Rows: Decodable {
        let first: [Int]
        let last: [Int]?

        private enum CodingKeys: String, CodingKey {
            case first = "first_row_channel0"
            case last = "last_row_last_channel"
        }
    }

    static let smooth = SyntheticImage.smooth(height: 16, width: 20, channels: 3)

    private static let images = [
        ("S_xor(16,20,3)", SyntheticImage.xor(height: 16, width: 20, channels: 3)),
        ("S_chirp(16,20,3)", .chirp(height: 16, width: 20, channels: 3)),
        ("S_smooth(16,20,3)", smooth),
        ("S_noise(16,20,3,seed=7)", .noise(height: 16, width: 20, channels: 3, seed: 7)),
        ("S_check(16,20,3,cell=4)", .check(height: 16, width: 20, channels: 3, cell: 4)),
        ("D_noise(S_smooth(16,20,3),seed=3)", smooth.withNoise(seed: 3)),
        ("D_contrast", smooth.withLessContrast()),
        ("D_invert", smooth.inverted()),
        ("D_box3", smooth.boxBlurred()),
        ("D_quant", smooth.quantized()),
        ("D_shift", smooth.shifted()),
    ]

    @Test(arguments: images.indices)
    func rows(index: Int) throws {
        let (name, image) = Self.images[index]
        let fixture = try Fixture.json(
            "pyramids/P00_synthetic_selfcheck.json", as: [String: Rows].self)
        let rows = try #require(fixture[name])
        #expect((0..<20).map { image[$0, 0, 0] } == rows.first)
        if let last = rows.last {
            #expect((0..<20).map { image[$0, 15, 2] } == last)
        }
    }
}
