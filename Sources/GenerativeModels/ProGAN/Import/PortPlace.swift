// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// A layer of a generator by its place, whatever a program calls it.
    enum PortPlace: Sendable, Hashable {
        /// From latents to 4×4.
        case first
        /// The convolution at 4×4.
        case second
        /// A convolution of a later level: 1 is 8×8, and the index is 0 or 1.
        case convolution(level: Int, index: Int)
        /// From features to an image; 0 is 4×4.
        case image(level: Int)

        /// All places of a generator with so many levels.
        static func all(levels: Int) -> [PortPlace] {
            [.first, .second]
                + (1..<levels).flatMap { level in
                    (0..<2).map { .convolution(level: level, index: $0) }
                }
                + (0..<levels).map { .image(level: $0) }
        }

        /// The layer's path here, as in `8x8.conv0`.
        var path: String {
            switch self {
            case .first: Architecture.block(4) + ".dense"
            case .second: Architecture.block(4) + ".conv"
            case .convolution(let level, let index):
                Architecture.block(4 << level) + ".conv\(index)"
            case .image(let level): Architecture.block(4 << level) + ".to_rgb"
            }
        }

        /// The gain of the equalized weight here.
        var gain: Double {
            switch self {
            case .first: 2.0.squareRoot() / 4
            case .second, .convolution: 2.0.squareRoot()
            case .image: 1
            }
        }

        /// The sides of its kernel; a dense layer is a kernel of one.
        var kernel: Int {
            switch self {
            case .first, .image: 1
            case .second, .convolution: 3
            }
        }
    }
}
