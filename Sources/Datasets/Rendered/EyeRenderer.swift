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

/// One eye, 55×35 and grey, in the style of a simulator or with what a simulator lacks.
///
/// A gaze estimator that is trained on the one and tested on the other shows how much is gained by
/// refining simulated images (Shrivastava and others, "Learning from simulated and unsupervised images
/// through adversarial training", CVPR 2017).
struct EyeRenderer {
    static let size = ImageSize(width: 55, height: 35)

    let geometry: EyeGeometry
    let appearance: EyeAppearance
    /// Where the generator stands once the parameters are drawn: the pixel noise comes next.
    private let noiseGenerator: SplitMix64

    init(seed: UInt64, index: Int, domain: EyeDomain) {
        var generator = SplitMix64(seed: seed, sample: index)
        geometry = EyeGeometry(drawnFrom: &generator)
        appearance = EyeAppearance(drawnFrom: &generator, in: domain)
        noiseGenerator = generator
    }

    /// The values, row by row.
    ///
    /// - Parameter hasNoise: False leaves out the noise of the sensor, so that tests can look at what
    ///   lies below it.
    /// - Returns: A value in 0…1 for each pixel.
    func values(hasNoise: Bool = true) -> [Double] {
        let size = Self.size
        var values: [Double] = []
        values.reserveCapacity(size.area)
        for row in 0..<size.height {
            for column in 0..<size.width { values.append(value(column, row)) }
        }
        guard let reality = appearance.reality else { return values }
        values = Self.blurred(values, deviation: reality.blur)
        guard hasNoise else { return values }
        var generator = noiseGenerator
        for index in values.indices {
            values[index] = (values[index] + reality.noise * generator.normal()).clipped
        }
        return values
    }

    /// The picture in bytes.
    func image() -> Image {
        let samples = values().map { Float((255 * $0 + 0.5).rounded(.down)) }
        return Image(
            Plane(width: Self.size.width, height: Self.size.height, samples: samples), range: .byte)
    }

    /// A pixel before blur and noise.
    private func value(_ column: Int, _ row: Int) -> Double {
        let place = geometry.local(column, row)
        let lids = geometry.lids(at: place.x)
        let opening =
            (place.y - lids.upper).smoothStep(-0.6, 0.6)
            * (lids.lower - place.y).smoothStep(-0.6, 0.6)
        let ball = eyeball(place, below: lids.upper)
        var value = skin(column, row, place) * (1 - opening) + ball * opening
        let isInside = abs(place.x) < geometry.width + 1
        if isInside {
            let above = 0.8 * bell(place.y - lids.upper, 1.1)
            value = value * (1 - above) + appearance.lid * above
            let below = 0.4 * bell(place.y - lids.lower, 0.9)
            value = value * (1 - below) + appearance.lid * below
            value *= 1 - 0.25 * bell(place.y - lids.upper + 3, 0.9)
        }
        guard let reality = appearance.reality else { return value }
        if isInside, place.y < lids.upper + 0.5 {
            let strand = noise(4, 0.9 * place.x + 0.35 * place.y + 100, 0.5)
            if strand > 0.55 {
                value *= 1 - 0.8 * reality.lash * exp(-max(lids.upper - place.y, 0) / 2.5)
            }
        }
        let (width, height) = (Double(Self.size.width), Double(Self.size.height))
        let direction = reality.lightDirection.radians
        let slope =
            cos(direction) * (Double(column) - width / 2 + 0.5) / (width / 2)
            + sin(direction) * (Double(row) - height / 2 + 0.5) / (height / 2)
        value = (value * reality.gain * (1 + 0.7 * reality.lightStrength * slope)).clipped
        return pow(value, reality.gamma)
    }

    /// Sclera, iris and pupil with their shading and highlights.
    private func eyeball(_ place: SIMD2<Double>, below upperLid: Double) -> Double {
        let radius = geometry.radius
        let (x, y) = (place.x, place.y)
        let depth = max(radius * radius - x * x - y * y, 0).squareRoot()
        let normal = Vector(x / radius, -y / radius, depth / radius).normalised
        let gaze = geometry.gaze
        let angle = acos(min(max(normal.dot(gaze), -1), 1)).degrees
        let pixel = (1 / radius).degrees
        func disc(_ edge: Double) -> Double {
            1 - angle.smoothStep(edge - 0.6 * pixel, edge + 0.6 * pixel)
        }
        var sclera = appearance.sclera
        var iris = appearance.iris
        if let reality = appearance.reality {
            sclera *= 1 - reality.limb * (1 - depth / radius)
            let first = Vector(cos(geometry.yaw.radians), 0, -sin(geometry.yaw.radians))
            let second = gaze.cross(first)
            let turn = atan2(normal.dot(second), normal.dot(first))
            iris *=
                (1 + 2 * reality.streak * (noise(0, 6 * turn + 20, 3.5) - 0.5))
                * (0.8 + 0.4 * angle / geometry.iris)
        }
        let irisMask = disc(geometry.iris)
        var value = sclera * (1 - irisMask) + iris * irisMask
        value *= 1 - 0.35 * bell(angle - geometry.iris, 1.6 * pixel)
        let pupilMask = disc(geometry.iris * geometry.pupil)
        value = value * (1 - pupilMask) + appearance.pupil * pupilMask
        let glints: [SIMD2<Double>]
        let deviation: Double
        if let reality = appearance.reality {
            value *= 1 - reality.shadow * exp(-max(y - upperLid, 0) / 3)
            glints = reality.glints
            deviation = reality.glintSize / 2
        } else {
            glints = [SIMD2(-0.25, -0.25)]
            deviation = 0.8
        }
        for glint in glints {
            let (dx, dy) = (x - glint.x * radius, y - glint.y * radius)
            value = max(value, exp(-(dx * dx + dy * dy) / (2 * deviation * deviation)))
        }
        return value
    }

    private func skin(_ column: Int, _ row: Int, _ place: SIMD2<Double>) -> Double {
        guard let reality = appearance.reality else { return appearance.skin }
        let (i, j) = (Double(column), Double(row))
        let texture =
            0.5 * noise(1, i / 2.5, j / 2.5) + 0.3 * noise(2, i / 6, j / 6)
            + 0.2 * noise(3, i / 1.3, j / 1.3)
        return appearance.skin * (1 + 4 * reality.texture * (texture - 0.5))
            * (1 - reality.brow * bell(place.y + 16.5, 3))
    }

    /// exp(−(distance/width)²).
    private func bell(_ distance: Double, _ width: Double) -> Double {
        exp(-(distance / width) * (distance / width))
    }

    private func noise(_ layer: UInt64, _ x: Double, _ y: Double) -> Double {
        let seed = (appearance.reality?.noiseSeed ?? 0) & 0xFFFF_FFFF
        return ValueNoise(seed: seed &+ layer).value(x: x, y: y)
    }

    /// A Gaussian blur whose border repeats the edge pixel.
    private static func blurred(_ values: [Double], deviation: Double) -> [Double] {
        let reach = Int((3 * deviation).rounded(.up))
        var taps = (-reach...reach).map {
            exp(-Double($0 * $0) / (2 * deviation * deviation))
        }
        let sum = taps.reduce(0, +)
        taps = taps.map { $0 / sum }
        func pass(_ values: [Double], stride: Int, along count: Int, _ other: Int, step: Int)
            -> [Double]
        {
            var result = values
            for line in 0..<other {
                for place in 0..<count {
                    var total = 0.0
                    for tap in -reach...reach {
                        let source = min(max(place + tap, 0), count - 1)
                        total += taps[tap + reach] * values[line * step + source * stride]
                    }
                    result[line * step + place * stride] = total
                }
            }
            return result
        }
        let (width, height) = (size.width, size.height)
        let down = pass(values, stride: width, along: height, width, step: 1)
        return pass(down, stride: 1, along: width, height, step: width)
    }
}
