// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A closed line of straight edges.
struct Polygon {
    private let corners: [SIMD2<Double>]

    init(_ corners: [SIMD2<Double>]) { self.corners = corners }

    /// Corners at equal angles from the top, their distances from the middle taken in turn.
    init(around count: Int, radii: [Double]) {
        corners = (0..<count).map { index in
            let angle = 2 * .pi * Double(index) / Double(count)
            let radius = radii[index % radii.count]
            return SIMD2(radius * sin(angle), -radius * cos(angle))
        }
    }

    /// The signed distance of a place; negative inside.
    func distance(_ x: Double, _ y: Double) -> Double {
        var least = Double.infinity
        var isInside = false
        var previous = corners[corners.count - 1]
        for corner in corners {
            least = min(least, SignedDistance.squareToSegment(x, y, from: previous, to: corner))
            // A ray to the right crosses the edge: even counts are outside.
            if (corner.y > y) != (previous.y > y),
                x < (previous.x - corner.x) * (y - corner.y) / (previous.y - corner.y) + corner.x
            {
                isInside.toggle()
            }
            previous = corner
        }
        return isInside ? -least.squareRoot() : least.squareRoot()
    }
}
