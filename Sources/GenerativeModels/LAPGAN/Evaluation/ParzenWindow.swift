// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The likelihood of images under a kernel density of samples:
/// log p(x) = log((1/N) Σᵢ exp(−‖x − xᵢ‖² / 2σ²)) − (n/2) log 2πσ², in nats, with n numbers an image.
///
/// Denton et al. 2015, section 4. It follows from squared distances alone, so a width is chosen without
/// computing these anew.
public enum ParzenWindow {
    /// The log-likelihood of one image.
    ///
    /// - Parameters:
    ///   - squaredDistances: To each of the samples.
    ///   - dimensions: How many numbers an image has, n.
    ///   - width: σ.
    /// - Returns: Nats.
    public static func logLikelihood(
        squaredDistances: [Double], dimensions: Int, width: Double
    ) -> Double {
        let exponents = squaredDistances.map { -$0 / (2 * width * width) }
        let greatest = exponents.max() ?? -.infinity
        let sum = exponents.reduce(0) { $0 + exp($1 - greatest) }
        return greatest + log(sum) - log(Double(exponents.count))
            - Double(dimensions) / 2 * log(2 * .pi * width * width)
    }

    /// The mean of log-likelihoods and its standard error: their deviation over √N.
    public static func mean(of values: [Double]) -> (mean: Double, standardError: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return (mean, (variance / count).squareRoot())
    }

    /// The width with the greatest mean log-likelihood of some images.
    ///
    /// - Parameters:
    ///   - squaredDistances: Of each image to each of its samples.
    ///   - dimensions: How many numbers an image has.
    /// - Returns: The best of a geometric row of 60 widths from 0.01 to 10 times the root mean square
    ///   of a number's distance.
    public static func bestWidth(squaredDistances: [[Double]], dimensions: Int) -> Double {
        let all = squaredDistances.joined()
        let mean = all.reduce(0, +) / Double(max(1, all.count * dimensions))
        let scale = max(mean.squareRoot(), 1e-6)
        let widths = (0..<60).map { scale * pow(10, -2 + 3 * Double($0) / 59) }
        func quality(_ width: Double) -> Double {
            squaredDistances.reduce(0) {
                $0 + logLikelihood(squaredDistances: $1, dimensions: dimensions, width: width)
            }
        }
        let best = widths.map { ($0, quality($0)) }.max { $0.1 < $1.1 }
        return best?.0 ?? scale
    }
}
