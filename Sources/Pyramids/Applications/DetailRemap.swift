// SPDX-License-Identifier: Apache-2.0

/// The function that the local Laplacian filter puts an image through around one brightness g.
///
/// Small differences from g are detail and change their strength, large ones are edges and are kept
/// or compressed (Paris, Hasinoff and Kautz 2011, eq. 1 and section 5.2).
///
/// With d = v − g: `g + sign(d) · σ · (|d| / σ)^α` where |d| ≤ σ, else
/// `g + sign(d) · (β · (|d| − σ) + σ)`.
struct DetailRemap<Scalar: RealNumber>: Sendable {
    let sigma: Scalar
    let alpha: Scalar
    let beta: Scalar
    /// Differences up to here are noise and stay as they are when α < 1; full effect from twice this.
    let noise: Scalar

    /// The remapped difference for a difference of magnitude `distance`, at least 0.
    @inline(__always)
    func magnitude(_ distance: Scalar) -> Scalar {
        guard distance <= sigma else { return beta * (distance - sigma) + sigma }
        guard alpha != 1 else { return distance }
        let detail = sigma * Scalar.power(distance / sigma, alpha)
        guard noise > 0 && alpha < 1 else { return detail }
        let position = min(max((distance - noise) / noise, 0), 1)
        let share = position * position * (3 - 2 * position)
        return share * detail + (1 - share) * distance
    }

    /// The remapped value of `value` around `centre`.
    @inline(__always)
    func callAsFunction(_ value: Scalar, around centre: Scalar) -> Scalar {
        let difference = value - centre
        let change = magnitude(abs(difference))
        return difference < 0 ? centre - change : centre + change
    }
}
