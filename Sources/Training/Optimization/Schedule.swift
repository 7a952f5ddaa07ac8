// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A number that changes with the images that training has seen, such as a learning rate.
///
/// It depends on that count alone, so it is right after a resume.
public enum Schedule: Sendable, Hashable, Codable {
    /// A value at a count of images.
    public struct Point: Sendable, Hashable, Codable {
        /// Images seen.
        public let images: Int
        /// The value there.
        public let value: Double

        /// Creates a point.
        public init(images: Int, value: Double) {
            self.images = images
            self.value = value
        }
    }

    /// One value.
    case constant(Double)
    /// Straight lines between points in rising order; before the first and after the last, its value.
    case linear([Point])
    /// `start` · `factor`ⁿ after n whole times `interval` images.
    case geometric(start: Double, factor: Double, interval: Int)

    /// The value after `images` images.
    public func value(at images: Int) -> Double {
        switch self {
        case .constant(let value): return value
        case .linear(let points):
            precondition(!points.isEmpty, "a schedule of lines needs at least one point")
            guard let next = points.firstIndex(where: { $0.images > images }) else {
                return points[points.count - 1].value
            }
            guard next > 0 else { return points[0].value }
            let (a, b) = (points[next - 1], points[next])
            let share = Double(images - a.images) / Double(b.images - a.images)
            return a.value + (b.value - a.value) * share
        case .geometric(let start, let factor, let interval):
            precondition(interval > 0, "an interval of \(interval) images")
            return start * pow(factor, Double(images / interval))
        }
    }
}
