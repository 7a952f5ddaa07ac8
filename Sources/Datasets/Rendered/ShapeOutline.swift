// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The classes of the set `shapes`, each an outline of about radius 1 around (0, 0).
enum ShapeOutline: Int, CaseIterable {
    case disc, ring, crescent, triangle, square, pentagon, star, cross, heart, arrow

    var name: String { "\(self)" }

    /// The signed distance of a place; negative inside.
    func distance(_ x: Double, _ y: Double) -> Double {
        switch self {
        case .disc: SIMD2(x, y).norm - 0.92
        case .ring: abs(SIMD2(x, y).norm - 0.72) - 0.24
        case .crescent: max(SIMD2(x, y).norm - 0.98, 0.80 - SIMD2(x - 0.42, y + 0.12).norm)
        case .square: SignedDistance.box(x, y, halfWidth: 0.76, halfHeight: 0.76) - 0.06
        case .triangle: Self.trianglePolygon.distance(x, y) - 0.06
        case .pentagon: Self.pentagonPolygon.distance(x, y) - 0.06
        case .star: Self.starPolygon.distance(x, y) - 0.04
        case .cross: Self.crossPolygon.distance(x, y) - 0.04
        case .heart: Self.heartPolygon.distance(x, y)
        case .arrow: Self.arrowPolygon.distance(x, y) - 0.04
        }
    }

    private static let trianglePolygon = Polygon(around: 3, radii: [1.02])
    private static let pentagonPolygon = Polygon(around: 5, radii: [0.94])
    private static let starPolygon = Polygon(around: 10, radii: [1.06, 0.46])
    private static let crossPolygon: Polygon = {
        let (long, short) = (0.92, 0.30)
        return Polygon([
            SIMD2(-short, -long), SIMD2(short, -long), SIMD2(short, -short), SIMD2(long, -short),
            SIMD2(long, short), SIMD2(short, short), SIMD2(short, long), SIMD2(-short, long),
            SIMD2(-short, short), SIMD2(-long, short), SIMD2(-long, -short), SIMD2(-short, -short),
        ])
    }()
    private static let arrowPolygon = Polygon([
        SIMD2(0, -1), SIMD2(0.82, -0.10), SIMD2(0.32, -0.10), SIMD2(0.32, 0.92),
        SIMD2(-0.32, 0.92), SIMD2(-0.32, -0.10), SIMD2(-0.82, -0.10),
    ])
    /// The classical curve (16 sin³t, 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t) in 48 pieces.
    private static let heartPolygon = Polygon(
        (0..<48).map { index in
            let t = 2 * .pi * Double(index) / 48
            let x = 16 * sin(t) * sin(t) * sin(t)
            let y = 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
            return SIMD2(x / 16.5, (-y - 2) / 16.5)
        })
}
