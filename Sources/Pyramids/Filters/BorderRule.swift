// SPDX-License-Identifier: Apache-2.0

/// How a signal goes on beyond its ends, by the names that pyrtools gives its edge types.
///
/// The rule says which samples, with which weights, stand for a position outside. Below, `x₀` is the
/// first sample; the far end is treated as the mirror image.
public enum BorderRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Reflection about the edge sample, which is not repeated: `x₋ₖ = xₖ`. OpenCV calls it
    /// REFLECT_101, NumPy `reflect`, SciPy `mirror`.
    case reflect1
    /// Reflection about the edge itself, the edge sample repeated: `x₋ₖ = xₖ₋₁`. OpenCV's REFLECT.
    case reflect2
    /// The edge sample again and again: `x₋ₖ = x₀`. OpenCV's REPLICATE.
    case repeated = "repeat"
    /// Nothing: `x₋ₖ = 0`.
    case zero
    /// Reflection through the edge sample, so that a ramp goes on: `x₋ₖ = 2x₀ − xₖ`.
    case extend
    /// The signal again: `x₋ₖ = xₙ₋ₖ`. OpenCV's WRAP.
    case circular
    /// Outputs whose filter overhangs the edge are 0 (reducing), and inputs whose footprint
    /// overhangs the output are dropped (expanding).
    case dontCompute = "dont-compute"

    /// Reports the samples that stand for `position` in a signal of `count` samples.
    ///
    /// `.dontCompute` reports nothing outside; leaving out whole outputs is up to the operator.
    func terms(at position: Int, count: Int, weight: Double = 1, _ add: (Int, Double) -> Void) {
        if position >= 0 && position < count { return add(position, weight) }
        switch self {
        case .reflect1:
            add(Self.mirrored(position, count: count), weight)
        case .reflect2:
            let period = 2 * count
            let phase = ((position % period) + period) % period
            add(phase < count ? phase : period - 1 - phase, weight)
        case .repeated:
            add(position < 0 ? 0 : count - 1, weight)
        case .zero, .dontCompute:
            return
        case .extend:
            guard count > 1 else { return add(0, weight) }
            let edge = position < 0 ? 0 : count - 1
            add(edge, 2 * weight)
            // The mirror position can lie outside again when the filter is longer than the signal.
            terms(at: 2 * edge - position, count: count, weight: -weight, add)
        case .circular:
            add(((position % count) + count) % count, weight)
        }
    }

    /// The index that reflection without repeating the edge sample gives; 0 when there is only one.
    @inline(__always)
    static func mirrored(_ position: Int, count: Int) -> Int {
        position >= 0 && position < count ? position : mirroredOutside(position, count: count)
    }

    private static func mirroredOutside(_ position: Int, count: Int) -> Int {
        guard count > 1 else { return 0 }
        let period = 2 * (count - 1)
        let phase = ((position % period) + period) % period
        return phase < count ? phase : period - phase
    }
}
