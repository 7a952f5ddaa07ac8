// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How rendered eyes look: as a simulator draws them, or with what a simulator lacks.
public enum EyeDomain: String, Sendable, Hashable, Codable, CaseIterable {
    /// Flat colours and one highlight.
    case simulated
    /// Skin texture, uneven light, shadow under the lid, lashes, brow, blur, noise and gamma.
    case real
}

/// Where an eye looks and how it is built; drawn before its appearance, so both domains share it.
struct EyeGeometry {
    /// The direction of the gaze, in degrees.
    let yaw: Double
    let pitch: Double
    /// The middle of the eyeball in pixels, and its radius.
    let centre: SIMD2<Double>
    let radius: Double
    /// Half the angle of the iris, in degrees, and the pupil's share of it.
    let iris: Double
    let pupil: Double
    /// The lids: half width, height above and below.
    let width: Double
    let upper: Double
    let lower: Double
    /// The turn of the eye in the picture, in degrees.
    let roll: Double

    init(drawnFrom generator: inout SplitMix64) {
        yaw = generator.uniform(-30, 30)
        pitch = generator.uniform(-18, 18)
        let x = 27.5 + generator.uniform(-2, 2)
        centre = SIMD2(x, 17.5 + generator.uniform(-1.5, 1.5))
        radius = generator.uniform(18, 22)
        iris = generator.uniform(26, 31)
        pupil = generator.uniform(0.30, 0.50)
        width = generator.uniform(19, 24)
        upper = generator.uniform(8, 11)
        lower = generator.uniform(5, 7.5)
        roll = generator.uniform(-8, 8)
    }

    /// The unit vector of the gaze: x right in the picture, y up, z to the camera.
    var gaze: Vector {
        Vector(
            sin(yaw.radians) * cos(pitch.radians), sin(pitch.radians),
            cos(yaw.radians) * cos(pitch.radians))
    }

    /// A place of the picture in the eye's own frame: relative to its middle, turned by the roll.
    func local(_ column: Int, _ row: Int) -> SIMD2<Double> {
        let x = Double(column) + 0.5 - centre.x
        let y = Double(row) + 0.5 - centre.y
        let (sine, cosine) = (sin(roll.radians), cos(roll.radians))
        return SIMD2(x * cosine + y * sine, -x * sine + y * cosine)
    }

    /// A place in the eye's own frame as a place of the picture.
    func placed(_ place: SIMD2<Double>) -> SIMD2<Double> {
        let (sine, cosine) = (sin(roll.radians), cos(roll.radians))
        return SIMD2(
            place.x * cosine - place.y * sine + centre.x,
            place.x * sine + place.y * cosine + centre.y)
    }

    /// The edges of the lids at `x` in the eye's own frame; y points down.
    func lids(at x: Double) -> (upper: Double, lower: Double) {
        let opening = 1 - (x / width) * (x / width)
        return (-(upper + 0.10 * pitch) * opening, (lower - 0.05 * pitch) * opening)
    }
}

/// Brightnesses and disturbances of an eye, all in 0…1 unless said otherwise.
struct EyeAppearance {
    /// What a simulator lacks.
    struct Reality {
        let gain: Double
        /// Where the light comes from, in degrees, and how uneven it is.
        let lightDirection: Double
        let lightStrength: Double
        let texture: Double
        let streak: Double
        let limb: Double
        let shadow: Double
        let lash: Double
        let glints: [SIMD2<Double>]
        let glintSize: Double
        let brow: Double
        /// The deviation of the Gaussian blur, in pixels.
        let blur: Double
        let noise: Double
        let gamma: Double
        let noiseSeed: UInt64

        init(drawnFrom generator: inout SplitMix64) {
            gain = generator.uniform(0.6, 1.15)
            lightDirection = generator.uniform(0, 360)
            lightStrength = generator.uniform(0, 0.5)
            texture = generator.uniform(0.04, 0.16)
            streak = generator.uniform(0, 0.35)
            limb = generator.uniform(0.1, 0.45)
            shadow = generator.uniform(0.15, 0.6)
            lash = generator.uniform(0, 0.8)
            let count = generator.index(below: 3)
            var places: [SIMD2<Double>] = []
            for _ in 0..<2 {
                let x = generator.uniform(-0.5, 0.5)
                places.append(SIMD2(x, generator.uniform(-0.5, 0.3)))
            }
            glints = Array(places.prefix(count))
            glintSize = generator.uniform(1, 2.2)
            brow = generator.uniform(0, 0.5)
            blur = generator.uniform(0.5, 1.1)
            noise = generator.uniform(0.01, 0.05)
            gamma = generator.uniform(0.8, 1.4)
            noiseSeed = generator.next()
        }
    }

    let skin: Double
    let sclera: Double
    let iris: Double
    let pupil: Double
    let lid: Double
    /// Nil in the simulated domain.
    let reality: Reality?

    init(drawnFrom generator: inout SplitMix64, in domain: EyeDomain) {
        switch domain {
        case .simulated:
            skin = generator.uniform(0.45, 0.75)
            sclera = generator.uniform(0.80, 0.95)
            iris = generator.uniform(0.25, 0.50)
            pupil = 0.06
            lid = generator.uniform(0.20, 0.40)
            reality = nil
        case .real:
            skin = generator.uniform(0.30, 0.75)
            sclera = generator.uniform(0.50, 0.80)
            iris = generator.uniform(0.15, 0.45)
            pupil = generator.uniform(0.03, 0.12)
            lid = generator.uniform(0.10, 0.35)
            reality = Reality(drawnFrom: &generator)
        }
    }
}
