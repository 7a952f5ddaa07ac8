// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Makes one number of the scales' means.
struct ScaleCombination: Sendable {
    let rules: ConventionRules
    let weights: ScaleWeights
    let negativeTerms: NegativeTerms

    /// A score as modulus and angle, and which scales were clamped.
    struct Value {
        var modulus: Double
        var phase = 0.0
        var clampedScales: [Int] = []
    }

    /// The factors of the product with their exponents, finest scale first.
    ///
    /// A scale may have several.
    func factors(_ scales: [ScaleMeans]) -> [(scale: Int, term: Double, exponent: Double)] {
        scales.enumerated().flatMap { index, means in
            let isLast = index == weights.count - 1
            let weight = weights.values[index]
            switch rules.combination {
            case .product:
                return [(index, term(means, isLast), weight)]
            case .lastUnweighted:
                return [(index, term(means, isLast), isLast ? 1 : weight)]
            case .separateTerms:
                let apart = [means.contrast, means.structure] + (isLast ? [means.luminance] : [])
                return apart.map { (index, $0 ?? .nan, weight) }
            }
        }
    }

    private func term(_ means: ScaleMeans, _ isLast: Bool) -> Double {
        isLast ? means.similarity ?? .nan : means.contrastStructure
    }

    /// The product of the powers.
    func combine(_ scales: [ScaleMeans]) -> Value {
        let factors = factors(scales)
        if weights.isSingleScale, factors.count == 1 { return Value(modulus: factors[0].term) }
        var value = Value(modulus: 1)
        for (scale, term, exponent) in factors {
            guard term < 0 else {
                value.modulus *= pow(term, exponent)
                continue
            }
            switch negativeTerms {
            case .complex:
                value.modulus *= pow(-term, exponent)
                value.phase += .pi * exponent
            case .clamped where rules.combination == .separateTerms:
                // libvmaf takes the power of a negative number and so has no value.
                value.modulus = .nan
            case .clamped:
                value.modulus = 0
                value.clampedScales.append(scale)
            }
        }
        return value
    }

    /// The mean of the channels' values.
    func mean(_ values: [Value]) -> Value {
        let count = Double(values.count)
        let clamped = Set(values.flatMap(\.clampedScales)).sorted()
        guard values.contains(where: { $0.phase != 0 }) else {
            return Value(
                modulus: values.reduce(0) { $0 + $1.modulus } / count, clampedScales: clamped)
        }
        let real = values.reduce(0) { $0 + $1.modulus * cos($1.phase) } / count
        let imaginary = values.reduce(0) { $0 + $1.modulus * sin($1.phase) } / count
        return Value(modulus: hypot(real, imaginary), phase: atan2(imaginary, real))
    }
}

/// What becomes of a negative mean, which has no real power.
public enum NegativeTerms: String, Sendable, Hashable, Codable, CaseIterable {
    /// It counts as 0, and the score says at which scales.
    case clamped
    /// The complex power, as MATLAB has it: the score is its modulus.
    case complex
}
