// SPDX-License-Identifier: Apache-2.0

extension SyntheticImage {
    private func derived(_ formula: (_ x: Int, _ y: Int, _ c: Int) -> Int) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels, formula)
    }

    /// D_noise: this image plus a quarter of S_noise around 0.
    package func withNoise(seed: UInt32) -> SyntheticImage {
        let noise = SyntheticImage.noise(
            height: height, width: width, channels: channels, seed: seed)
        return derived { x, y, c in
            min(255, max(0, self[x, y, c] + ((noise[x, y, c] - 128) >> 2)))
        }
    }

    /// D_contrast: three quarters of the contrast, rounded.
    package func withLessContrast() -> SyntheticImage {
        derived { x, y, c in (3 * self[x, y, c] + 128) >> 2 }
    }

    /// D_invert: the negative.
    package func inverted() -> SyntheticImage { derived { x, y, c in 255 - self[x, y, c] } }

    /// D_box3: the mean of 3×3 samples, the edge repeated.
    package func boxBlurred() -> SyntheticImage {
        derived { x, y, c in
            var sum = 4
            for row in (y - 1)...(y + 1) {
                for column in (x - 1)...(x + 1) {
                    sum += self[min(max(column, 0), width - 1), min(max(row, 0), height - 1), c]
                }
            }
            return sum / 9
        }
    }

    /// D_quant: the three high bits.
    package func quantized() -> SyntheticImage { derived { x, y, c in self[x, y, c] & 0xE0 } }

    /// D_shift: every row one sample to the left, the last column repeated.
    package func shifted() -> SyntheticImage {
        derived { x, y, c in self[min(x + 1, width - 1), y, c] }
    }
}
