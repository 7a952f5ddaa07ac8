// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import SeededRandom

/// One disc, square or diamond on a vertical gradient, 32×32: thirteen draws make an image.
///
/// The set is small and hard-edged on purpose. What a generator gets wrong about it (blur, colour,
/// missing classes) shows at one known level of a pyramid, so it is the set that scores and networks
/// are tested on.
struct Shapes32 {
    static let classNames = ["disk", "square", "diamond"]
    static let size = ImageSize(width: 32, height: 32)

    let label: Int
    private let centre: SIMD2<Double>
    private let radius: Double
    private let foreground: Vector
    private let top: Vector
    private let bottom: Vector

    /// Draws the parameters of image `index`; seed 0 is the set that published numbers are about.
    init(seed: UInt64, index: Int) {
        var generator = SplitMix64(
            seed: 0x5EED_0000 &+ seed << 32 &+ UInt64(truncatingIfNeeded: index))
        label = Int(3 * generator.uniform())
        let x = 8 + 16 * generator.uniform()
        let y = 8 + 16 * generator.uniform()
        centre = SIMD2(x, y)
        radius = 4 + 5 * generator.uniform()
        foreground = Vector(repeating: 0.5) + 0.5 * generator.colour(0, 1)
        top = 0.5 * generator.colour(0, 1)
        bottom = 0.5 * generator.colour(0, 1)
    }

    func image() -> Image {
        Canvas(Self.size, channelCount: 3) { x, y in
            let dx = Double(x) - centre.x
            let dy = Double(y) - centre.y
            let inside =
                switch label {
                case 0: radius - (dx * dx + dy * dy).squareRoot()
                case 1: 0.886 * radius - max(abs(dx), abs(dy))
                default: (1.253 * radius - (abs(dx) + abs(dy))) * 0.7071
                }
            let mask = (inside + 0.5).clipped
            let background = top + (bottom - top) * (Double(y) / 31)
            let colour = background + (foreground - background) * mask
            return [colour.x, colour.y, colour.z, 0]
        }.image()
    }
}

extension SplitMix64 {
    /// Three numbers in [`low`, `high`), drawn as red, green, blue.
    mutating func colour(_ low: Double, _ high: Double) -> Vector {
        let red = uniform(low, high)
        let green = uniform(low, high)
        let blue = uniform(low, high)
        return Vector(red, green, blue)
    }
}
