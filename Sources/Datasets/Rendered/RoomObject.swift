// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A piece of furniture: a box, a sphere or a cylinder that stands on the floor.
struct RoomObject {
    enum Shape { case box, sphere, cylinder }

    /// Where a ray meets a surface.
    struct Hit {
        let distance: Double
        /// Of length 1, out of the object.
        let normal: Vector
        /// Texture coordinates.
        let u: Double
        let v: Double
    }

    /// Nearer than this is the surface that the ray starts from.
    static let leastDistance = 1e-4

    let shape: Shape
    let x: Double
    let z: Double
    let size: Vector
    /// The turn about the vertical axis, in degrees.
    let yaw: Double
    let texture: RoomScene.Texture
    private let cosine: Double
    private let sine: Double

    init(drawnFrom generator: inout SplitMix64, width: Double, length: Double) {
        let choice = generator.uniform()
        shape = choice < 0.6 ? .box : choice < 0.8 ? .sphere : .cylinder
        x = generator.uniform(-0.42, 0.42) * width
        z = generator.uniform(0.35, 0.92) * length
        let across = generator.uniform(0.3, 1.2)
        let tall = generator.uniform(0.3, 1.6)
        size = Vector(across, tall, generator.uniform(0.3, 1.1))
        yaw = generator.uniform(-45, 45)
        texture = RoomScene.Texture(drawnFrom: &generator, 0.15, 0.9)
        cosine = cos(yaw.radians)
        sine = sin(yaw.radians)
    }

    private var centre: Vector { Vector(x, shape == .sphere ? size.x / 2 : size.y / 2, z) }

    private func turned(_ v: Vector) -> Vector {
        Vector(cosine * v.x - sine * v.z, v.y, sine * v.x + cosine * v.z)
    }

    private func turnedBack(_ v: Vector) -> Vector {
        Vector(cosine * v.x + sine * v.z, v.y, -sine * v.x + cosine * v.z)
    }

    /// The first hit of a ray from outside, or nil.
    func hit(from origin: Vector, along direction: Vector) -> Hit? {
        let start = turned(origin - centre)
        let way = turned(direction)
        switch shape {
        case .box: return boxHit(start, way)
        case .sphere: return sphereHit(start, way)
        case .cylinder: return cylinderHit(start, way)
        }
    }

    private func boxHit(_ start: Vector, _ way: Vector) -> Hit? {
        var entry = -Double.infinity
        var exit = Double.infinity
        var face = 0
        for axis in 0..<3 {
            let half = size[axis] / 2
            if way[axis] == 0 {
                if abs(start[axis]) > half { return nil }
                continue
            }
            let first = (-half - start[axis]) / way[axis]
            let second = (half - start[axis]) / way[axis]
            if min(first, second) > entry {
                entry = min(first, second)
                face = axis
            }
            exit = min(exit, max(first, second))
        }
        guard entry <= exit, entry >= Self.leastDistance else { return nil }
        let place = start + entry * way
        var normal = Vector.zero
        normal[face] = way[face] < 0 ? 1 : -1
        let (u, v) =
            switch face {
            case 0: (place.z, place.y)
            case 1: (place.x, place.z)
            default: (place.x, place.y)
            }
        return Hit(distance: entry, normal: turnedBack(normal), u: u, v: v)
    }

    private func sphereHit(_ start: Vector, _ way: Vector) -> Hit? {
        let radius = size.x / 2
        let middle = start.dot(way)
        let root = middle * middle - start.dot(start) + radius * radius
        guard root > 0 else { return nil }
        let distance = -middle - root.squareRoot()
        guard distance >= Self.leastDistance else { return nil }
        let place = start + distance * way
        return Hit(
            distance: distance, normal: turnedBack(place / radius),
            u: atan2(place.x, place.z) * radius,
            v: asin(min(max(place.y / radius, -1), 1)) * radius)
    }

    private func cylinderHit(_ start: Vector, _ way: Vector) -> Hit? {
        let radius = size.x / 2
        let half = size.y / 2
        var best: Hit?
        let a = way.x * way.x + way.z * way.z
        let b = start.x * way.x + start.z * way.z
        let root = b * b - a * (start.x * start.x + start.z * start.z - radius * radius)
        if a > 0, root > 0 {
            let distance = (-b - root.squareRoot()) / a
            let place = start + distance * way
            if distance >= Self.leastDistance, abs(place.y) <= half {
                best = Hit(
                    distance: distance,
                    normal: turnedBack(Vector(place.x / radius, 0, place.z / radius)),
                    u: atan2(place.x, place.z) * radius, v: place.y)
            }
        }
        if way.y < 0 {
            let distance = (half - start.y) / way.y
            let place = start + distance * way
            if distance >= Self.leastDistance, distance < best?.distance ?? .infinity,
                place.x * place.x + place.z * place.z <= radius * radius
            {
                best = Hit(
                    distance: distance, normal: Vector(0, 1, 0), u: place.x, v: place.z)
            }
        }
        return best
    }
}
