// SPDX-License-Identifier: Apache-2.0

internal import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where parts of a rendered eye lie, in pixels; the middle of the top left pixel is (½, ½).
struct EyeLandmarks {
    let irisCentre: SIMD2<Double>
    /// 32 points around the edge of the iris.
    let iris: [SIMD2<Double>]
    /// 16 points along the upper lid, from left to right.
    let lid: [SIMD2<Double>]

    init(_ geometry: EyeGeometry) {
        let gaze = geometry.gaze
        func projected(_ direction: Vector) -> SIMD2<Double> {
            geometry.placed(
                SIMD2(geometry.radius * direction.x, -geometry.radius * direction.y))
        }
        irisCentre = projected(gaze)
        let first = Vector(cos(geometry.yaw.radians), 0, -sin(geometry.yaw.radians))
        let second = gaze.cross(first)
        let angle = geometry.iris.radians
        iris = (0..<32).map { index in
            let turn = 2 * .pi * Double(index) / 32
            return projected(
                cos(angle) * gaze + sin(angle) * (cos(turn) * first + sin(turn) * second))
        }
        lid = (0..<16).map { index in
            let x = geometry.width * (2 * Double(index) / 15 - 1)
            return geometry.placed(SIMD2(x, geometry.lids(at: x).upper))
        }
    }
}

/// The record of one eye as UnityEyes writes it, so that what reads UnityEyes reads these too: points
/// and vectors are strings, y of a point counts from the bottom, z of the gaze away from the camera.
struct EyeRecord: Codable {
    struct Details: Codable {
        let lookVector: String

        private enum CodingKeys: String, CodingKey { case lookVector = "look_vec" }
    }

    let lid: [String]
    let iris: [String]
    let details: Details

    private enum CodingKeys: String, CodingKey {
        case lid = "interior_margin_2d"
        case iris = "iris_2d"
        case details = "eye_details"
    }

    init(_ geometry: EyeGeometry) {
        let landmarks = EyeLandmarks(geometry)
        let height = Double(EyeRenderer.size.height)
        func text(_ point: SIMD2<Double>) -> String { "(\(point.x), \(height - point.y), 0.0)" }
        lid = landmarks.lid.map(text)
        iris = landmarks.iris.map(text)
        let gaze = geometry.gaze
        details = Details(lookVector: "(\(gaze.x), \(gaze.y), \(-gaze.z), 0.0)")
    }
}
