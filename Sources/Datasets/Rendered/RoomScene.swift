// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A furnished room: what a rendered picture and its map of normals are made from.
///
/// Lengths are in metres; x points right, y up, z into the room, which is [−W/2, W/2]×[0, H]×[0, L].
struct RoomScene {
    /// A pattern of two colours over a surface.
    struct Texture {
        var kind: Int
        let scale: Double
        let first: Vector
        let second: Vector

        init(drawnFrom generator: inout SplitMix64, _ low: Double, _ high: Double) {
            kind = generator.index(below: 4)
            scale = generator.uniform(0.25, 0.9)
            first = generator.colour(low, high)
            second = generator.uniform(0.35, 0.8) * first
        }

        /// The share of light that the surface gives back at (u, v).
        func albedo(_ u: Double, _ v: Double) -> Vector { first.mixed(with: second, weight(u, v)) }

        private func weight(_ u: Double, _ v: Double) -> Double {
            switch kind {
            case 0: 0
            case 1: (((u / scale).rounded(.down) + (v / scale).rounded(.down)) / 2).fraction * 2
            case 2: 0.5 + 0.5 * sin(2 * .pi * u / scale)
            default:
                0.5 + 0.5 * sin(2 * .pi * (u / scale + 0.15 * sin(2 * .pi * v / (3 * scale))))
            }
        }
    }

    /// A point that shines in all directions.
    struct Light {
        let place: Vector
        let intensity: Double
    }

    let width: Double
    let length: Double
    let height: Double
    let camera: RoomCamera
    let floor: Texture
    let ceiling: Texture
    let wall: Texture
    let objects: [RoomObject]
    let ambient: Double
    let lights: [Light]
    let tint: Vector

    /// Draws the scene of sample `index`; one with an object around the camera is drawn again.
    init(seed: UInt64, index: Int) {
        var generator = SplitMix64(seed: seed, sample: index)
        var scene = RoomScene(drawnFrom: &generator)
        while scene.isCameraBlocked { scene = RoomScene(drawnFrom: &generator) }
        self = scene
    }

    private init(drawnFrom generator: inout SplitMix64) {
        width = generator.uniform(3, 6)
        length = generator.uniform(3.5, 7)
        height = generator.uniform(2.4, 3.2)
        camera = RoomCamera(drawnFrom: &generator, roomWidth: width)
        floor = Texture(drawnFrom: &generator, 0.25, 0.8)
        var ceiling = Texture(drawnFrom: &generator, 0.75, 0.95)
        ceiling.kind = 0
        self.ceiling = ceiling
        var wall = Texture(drawnFrom: &generator, 0.45, 0.95)
        wall.kind = [0, 0, 2, 0][wall.kind]
        self.wall = wall
        let count = 2 + generator.index(below: 4)
        var objects: [RoomObject] = []
        for _ in 0..<count {
            objects.append(RoomObject(drawnFrom: &generator, width: width, length: length))
        }
        self.objects = objects
        ambient = generator.uniform(0.25, 0.45)
        let x = generator.uniform(-0.35, 0.35) * width
        let z = generator.uniform(0.25, 0.8) * length
        var lights = [
            Light(place: Vector(x, height - 0.15, z), intensity: generator.uniform(0.9, 1.6))
        ]
        if generator.uniform() < 0.5 {
            let x = generator.uniform(-0.45, 0.45) * width
            let y = generator.uniform(1, 2)
            let z = generator.uniform(0.1, 0.9) * length
            lights.append(
                Light(place: Vector(x, y, z), intensity: generator.uniform(0.3, 0.8)))
        }
        self.lights = lights
        let red = generator.uniform(0.9, 1.05)
        tint = Vector(red, 1, generator.uniform(0.85, 1.05))
    }

    private var isCameraBlocked: Bool {
        objects.contains { object in
            let depth = object.shape == .box ? object.size.z : object.size.x
            return hypot(object.x - camera.place.x, object.z - camera.place.z)
                < 0.5 * hypot(object.size.x, depth) + 0.25
        }
    }
}

/// Where a room is looked at from, and in which direction.
struct RoomCamera {
    let place: Vector
    /// To the left and right, in degrees.
    let yaw: Double
    /// Up and down, in degrees.
    let pitch: Double
    /// The angle of view in degrees.
    let fieldOfView: Double
    let forward: Vector
    let right: Vector
    let up: Vector

    init(drawnFrom generator: inout SplitMix64, roomWidth: Double) {
        let x = generator.uniform(-0.3, 0.3) * roomWidth
        let y = generator.uniform(1.2, 1.8)
        place = Vector(x, y, generator.uniform(0.3, 0.9))
        yaw = generator.uniform(-35, 35)
        pitch = generator.uniform(-18, 8)
        fieldOfView = generator.uniform(55, 75)
        let (sinYaw, cosYaw) = (sin(yaw.radians), cos(yaw.radians))
        let (sinPitch, cosPitch) = (sin(pitch.radians), cos(pitch.radians))
        forward = Vector(sinYaw * cosPitch, sinPitch, cosYaw * cosPitch)
        right = Vector(cosYaw, 0, -sinYaw)
        up = Vector(-sinYaw * sinPitch, cosPitch, -cosYaw * sinPitch)
    }

    /// The direction of the ray through a place of a picture, both coordinates in 0…1.
    func direction(_ across: Double, _ down: Double) -> Vector {
        let reach = tan(fieldOfView.radians / 2)
        return
            (forward + (across * 2 - 1) * reach * right + (1 - down * 2) * reach * up).normalised
    }

    /// A normal in the camera's axes: x right, y up, z to the viewer.
    func seen(_ normal: Vector) -> Vector {
        Vector(normal.dot(right), normal.dot(up), -normal.dot(forward))
    }
}
