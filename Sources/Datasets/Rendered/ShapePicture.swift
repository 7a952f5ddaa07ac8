// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import SeededRandom

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// One of ten shapes, lit from the upper left, with a soft shadow on a mottled wall.
///
/// Class, place, size, turn, colours and pattern are independent, so that a classifier must look at
/// the outline and a generator has something to get wrong on every level of a pyramid.
struct ShapePicture {
    /// How the surface of the shape is covered.
    private enum Pattern: Int { case plain, stripes, dots }

    let outline: ShapeOutline
    private let centre: SIMD2<Double>
    private let radius: Double
    private let turn: Double
    private let upperWall: Vector
    private let lowerWall: Vector
    private let fill: Vector
    private let accent: Vector
    private let pattern: Pattern
    private let patternScale: Double
    private let mottle: ValueNoise

    init(seed: UInt64, index: Int) {
        var generator = SplitMix64(seed: seed, sample: index)
        outline =
            ShapeOutline.allCases[generator.index(below: ShapeOutline.allCases.count)]
        let x = generator.uniform(-0.28, 0.28)
        centre = SIMD2(x, generator.uniform(-0.28, 0.28))
        radius = generator.uniform(0.34, 0.60)
        turn = generator.uniform(-40, 40)
        // The shape's hue lies well away from the wall's.
        let hue = generator.uniform()
        let apart = generator.uniform(0.28, 0.72)
        let lightness = generator.uniform(0.62, 0.93)
        upperWall = Self.colour(
            hue: hue, saturation: generator.uniform(0.10, 0.42), value: lightness)
        lowerWall = Self.colour(
            hue: hue + generator.uniform(-0.08, 0.08), saturation: generator.uniform(0.15, 0.5),
            value: lightness * generator.uniform(0.6, 0.9))
        fill = Self.colour(
            hue: hue + apart, saturation: generator.uniform(0.55, 0.9),
            value: generator.uniform(0.55, 0.95))
        accent = Self.colour(
            hue: hue + apart + generator.uniform(0.04, 0.14),
            saturation: generator.uniform(0.35, 0.8), value: generator.uniform(0.75, 1))
        pattern = [Pattern.plain, .stripes, .dots][generator.index(below: 3)]
        patternScale = generator.uniform(0.34, 0.55)
        mottle = ValueNoise(seed: generator.next())
    }

    func image(side: Int) -> Image {
        let pixel = 2 / Double(side)
        let size = ImageSize(width: side, height: side)
        return Canvas(size, channelCount: 3) { column, row in
            let x = (Double(column) + 0.5) * pixel - 1
            let y = (Double(row) + 0.5) * pixel - 1
            let wall = wall(x, y) * (1 - 0.45 * shadow(x, y))
            let distance = distance(x, y)
            let cover = (0.5 - distance / pixel).clipped
            let colour = cover > 0 ? wall.mixed(with: surface(x, y, distance), cover) : wall
            return [colour.x, colour.y, colour.z, 0]
        }.image()
    }

    /// A place in the shape's own frame, in which its radius is 1.
    private func local(_ x: Double, _ y: Double) -> SIMD2<Double> {
        let (dx, dy) = ((x - centre.x) / radius, (y - centre.y) / radius)
        let (sine, cosine) = (sin(turn.radians), cos(turn.radians))
        return SIMD2(dx * cosine + dy * sine, -dx * sine + dy * cosine)
    }

    private func distance(_ x: Double, _ y: Double) -> Double {
        let place = local(x, y)
        return outline.distance(place.x, place.y) * radius
    }

    private func wall(_ x: Double, _ y: Double) -> Vector {
        let height = ((y + 0.35 * x) / 2.7 + 0.5).clipped
        let grain =
            0.6 * mottle.value(x: 3 * x + 40, y: 3 * y + 40)
            + 0.4 * mottle.value(x: 9 * x + 80, y: 9 * y + 80)
        let vignette = 1 - 0.10 * (x * x + y * y)
        return (upperWall.mixed(with: lowerWall, height) * (0.93 + 0.14 * grain) * vignette).clipped
    }

    /// 0 in the light, 1 where the shape keeps all of it off.
    private func shadow(_ x: Double, _ y: Double) -> Double {
        1 - distance(x - 0.07, y - 0.10).smoothStep(-0.07, 0.10)
    }

    private func surface(_ x: Double, _ y: Double, _ distance: Double) -> Vector {
        let place = local(x, y)
        let weight: Double =
            switch pattern {
            case .plain: 0
            case .stripes:
                (abs((place.x / patternScale).fraction - 0.5) - 0.25).smoothStep(-0.05, 0.05)
            case .dots:
                1
                    - hypot(
                        (place.x / patternScale).fraction - 0.5,
                        (place.y / patternScale).fraction - 0.5
                    ).smoothStep(0.22, 0.30)
            }
        let base = fill.mixed(with: accent, weight)
        // A round edge: its normal leans outwards within the rim, and the light comes from above left.
        let rim = 0.16 * radius
        let lean = (1 + distance / rim).clipped
        let step = 1e-3
        let slope = SIMD2(
            self.distance(x + step, y) - self.distance(x - step, y),
            self.distance(x, y + step) - self.distance(x, y - step))
        let length = max(hypot(slope.x, slope.y), 1e-9)
        let facing = -(0.6 * slope.x + 0.8 * slope.y) / length
        let glow = 0.10 * (0.5 - (0.6 * place.x + 0.8 * place.y) / 2)
        return (base * (0.92 + glow + 0.34 * facing * lean * lean)).clipped
    }

    /// A colour by hue (whole turns), saturation and value, each in 0…1.
    private static func colour(hue: Double, saturation: Double, value: Double) -> Vector {
        func channel(_ shift: Double) -> Double {
            let k = ((hue + shift).fraction * 6)
            return value * (1 - saturation * (1 - (abs(k - 3) - 1).clipped))
        }
        return Vector(channel(0), channel(2.0 / 3), channel(1.0 / 3))
    }
}
