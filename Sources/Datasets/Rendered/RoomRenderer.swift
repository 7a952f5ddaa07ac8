// SPDX-License-Identifier: Apache-2.0

internal import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Casts rays into a room: a colour picture, and the surface normals that it was made from.
struct RoomRenderer {
    /// What a ray from the camera meets.
    struct View {
        /// 0 floor, 1 ceiling, 2 wall, 3 + k object k.
        let surface: Int
        let distance: Double
        /// Of length 1, in world axes.
        let normal: Vector
        let albedo: Vector
    }

    let scene: RoomScene

    /// The colours, each pixel the mean of 2×2 rays after the gamma.
    func picture(side: Int) -> Canvas {
        let size = ImageSize(width: side, height: side)
        return Canvas(size, channelCount: 3) { x, y in
            var sum = Vector.zero
            for down in [0.25, 0.75] {
                for across in [0.25, 0.75] {
                    sum += colour(
                        along: scene.camera.direction(
                            (Double(x) + across) / Double(side), (Double(y) + down) / Double(side)))
                }
            }
            let mean = sum / 4
            return [mean.x, mean.y, mean.z, 0]
        }
    }

    /// The normals in the camera's axes, −1…1, each of the ray through the middle of its pixel.
    func normals(side: Int) -> Canvas {
        let size = ImageSize(width: side, height: side)
        return Canvas(size, channelCount: 3) { x, y in
            let normal = scene.camera.seen(view(x, y, side: side).normal)
            return [normal.x, normal.y, normal.z, 0]
        }
    }

    /// What the ray through the middle of a pixel meets.
    func view(_ x: Int, _ y: Int, side: Int) -> View {
        view(
            along: scene.camera.direction(
                (Double(x) + 0.5) / Double(side), (Double(y) + 0.5) / Double(side)))
    }

    private func view(along direction: Vector) -> View {
        let origin = scene.camera.place
        var nearest = roomView(from: origin, along: direction)
        for (index, object) in scene.objects.enumerated() {
            if let hit = object.hit(from: origin, along: direction), hit.distance < nearest.distance
            {
                nearest = View(
                    surface: 3 + index, distance: hit.distance, normal: hit.normal,
                    albedo: object.texture.albedo(hit.u, hit.v))
            }
        }
        return nearest
    }

    /// The way out of the empty room: the nearest of its six planes.
    private func roomView(from origin: Vector, along direction: Vector) -> View {
        let low = Vector(-scene.width / 2, 0, 0)
        let high = Vector(scene.width / 2, scene.height, scene.length)
        var distance = Double.infinity
        var face = 0
        for axis in 0..<3 where direction[axis] != 0 {
            let plane = direction[axis] > 0 ? high[axis] : low[axis]
            let reached = (plane - origin[axis]) / direction[axis]
            if reached < distance {
                distance = reached
                face = axis
            }
        }
        let place = origin + distance * direction
        var normal = Vector.zero
        normal[face] = direction[face] > 0 ? -1 : 1
        let (surface, albedo) =
            switch face {
            case 0: (2, scene.wall.albedo(place.z, place.y))
            case 1 where direction.y < 0: (0, scene.floor.albedo(place.x, place.z))
            case 1: (1, scene.ceiling.albedo(place.x, place.z))
            default: (2, scene.wall.albedo(place.x, place.y))
            }
        return View(surface: surface, distance: distance, normal: normal, albedo: albedo)
    }

    private func colour(along direction: Vector) -> Vector {
        let view = view(along: direction)
        let place = scene.camera.place + view.distance * direction
        var light = scene.ambient
        for lamp in scene.lights {
            let way = lamp.place - place
            let distance = way.length
            let toLamp = way / distance
            let facing = view.normal.dot(toLamp)
            guard facing > 0 else { continue }
            // A step off the surface, so that it does not shade itself.
            let start = place + 1e-3 * view.normal
            let isHidden = scene.objects.contains { object in
                guard let hit = object.hit(from: start, along: toLamp) else { return false }
                return hit.distance < distance
            }
            if !isHidden { light += lamp.intensity * facing / (1 + 0.15 * distance * distance) }
        }
        let shone = (view.albedo * light * scene.tint).clipped
        return Vector(pow(shone.x, 1 / 2.2), pow(shone.y, 1 / 2.2), pow(shone.z, 1 / 2.2))
    }
}
