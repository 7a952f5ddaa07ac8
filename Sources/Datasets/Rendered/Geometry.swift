// SPDX-License-Identifier: Apache-2.0

/// A place, a direction, or a colour.
typealias Vector = SIMD3<Double>

extension SIMD3 where Scalar == Double {
    func dot(_ other: Vector) -> Double { x * other.x + y * other.y + z * other.z }

    func cross(_ other: Vector) -> Vector {
        Vector(
            y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    var length: Double { dot(self).squareRoot() }

    var normalised: Vector { self / length }

    /// Each component cut to 0…1.
    var clipped: Vector { Vector(x.clipped, y.clipped, z.clipped) }

    /// The way from this colour to another, `share` of it.
    func mixed(with other: Vector, _ share: Double) -> Vector {
        self * (1 - share) + other * share
    }
}

extension SIMD2 where Scalar == Double {
    /// The length; unlike `hypot` the same to the last bit on every machine.
    var norm: Double { (x * x + y * y).squareRoot() }
}

extension Double {
    /// The value cut to 0…1.
    var clipped: Double { Swift.min(Swift.max(self, 0), 1) }

    /// An angle in degrees as radians.
    var radians: Double { self * .pi / 180 }

    /// An angle in radians as degrees.
    var degrees: Double { self * 180 / .pi }

    /// The part behind the point, counted from the whole number below: at least 0.
    var fraction: Double { self - rounded(.down) }

    /// 0 up to `low`, 1 from `high` on, and 3t² − 2t³ in between.
    func smoothStep(_ low: Double, _ high: Double) -> Double {
        let t = ((self - low) / (high - low)).clipped
        return t * t * (3 - 2 * t)
    }
}

/// A signed distance is negative inside a shape and 0 on its edge.
enum SignedDistance {
    /// From (x, y) to an axis-parallel box around (0, 0).
    static func box(_ x: Double, _ y: Double, halfWidth: Double, halfHeight: Double) -> Double {
        let across = abs(x) - halfWidth
        let down = abs(y) - halfHeight
        return SIMD2(max(across, 0), max(down, 0)).norm + min(max(across, down), 0)
    }

    /// From (x, y) to an ellipse around (0, 0), to first order at its edge.
    static func ellipse(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let level = SIMD2(x / a, y / b).norm
        let slope = SIMD2(x / (a * a), y / (b * b)).norm
        return slope < 1e-9 ? -min(a, b) : level * (level - 1) / slope
    }

    /// From (x, y) to the piece of a line between two points; never negative.
    static func segment(
        _ x: Double, _ y: Double, from start: SIMD2<Double>, to end: SIMD2<Double>
    ) -> Double {
        squareToSegment(x, y, from: start, to: end).squareRoot()
    }

    /// The square of the distance from (x, y) to the piece of a line between two points.
    @inline(__always)
    static func squareToSegment(
        _ x: Double, _ y: Double, from start: SIMD2<Double>, to end: SIMD2<Double>
    ) -> Double {
        let (ax, ay) = (end.x - start.x, end.y - start.y)
        let (px, py) = (x - start.x, y - start.y)
        let squared = ax * ax + ay * ay
        let t = squared > 0 ? ((px * ax + py * ay) / squared).clipped : 0
        let (dx, dy) = (px - ax * t, py - ay * t)
        return dx * dx + dy * dy
    }
}
