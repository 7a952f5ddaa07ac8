// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A sample type that has an exact integer pyramid: `UInt8` or `UInt16`.
///
/// `Sum` holds the sum of 256 samples without overflow, `Band` the difference of two samples.
public protocol PyramidSample: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
    /// What the unnormalised filters are summed in.
    associatedtype Sum: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable
    /// What a band is made of.
    associatedtype Band: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable
}

extension UInt8: PyramidSample {
    /// 256 · 255 fits into 16 bits.
    public typealias Sum = UInt16
    /// −255…255 fits into 16 bits.
    public typealias Band = Int16
}

extension UInt16: PyramidSample {
    /// 256 · 65535 fits into 32 bits.
    public typealias Sum = UInt32
    /// −65535…65535 fits into 32 bits.
    public typealias Band = Int32
}

/// The Laplacian pyramid of an 8- or 16-bit channel in whole numbers: bit for bit what OpenCV's
/// `pyrDown` and `pyrUp` give, and exactly invertible.
///
/// Sums are unnormalised and rounded once, half up: reducing divides by 256, expanding by 64.
public struct IntegerLaplacianPyramid<Sample: PyramidSample>: Sendable, Equatable {
    /// The band-pass levels, finest first.
    public var bands: [IntegerPlane<Sample.Band>]
    /// The low-pass plane that is left.
    public var residual: IntegerPlane<Sample>

    /// Creates a pyramid from its parts.
    public init(bands: [IntegerPlane<Sample.Band>], residual: IntegerPlane<Sample>) {
        self.bands = bands
        self.residual = residual
    }

    /// Creates a pyramid from bands that are known only modulo `Sample.max + 1`, as 16-bit files hold
    /// them: of the two or three differences that a stored number can mean, only one leads to a sample.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    public init(
        wrappedBands: [IntegerPlane<Sample.Band>], residual: IntegerPlane<Sample>,
        threads: ThreadCount = .allProcessors
    ) {
        let period = Sample.Band(Sample.max) + 1
        var bands = wrappedBands
        var current = residual
        for level in bands.indices.reversed() {
            let expanded = current.expanded(to: bands[level].size, threads: threads)
            bands[level] = IntegerPlane(
                size: expanded.size,
                samples: zip(bands[level].samples, expanded.samples).map { band, low in
                    let sum = Sample.Band(low) + band
                    return sum < 0 ? band + period : sum >= period ? band - period : band
                })
            current = current.collapsed(with: bands[level], threads: threads)
        }
        self.init(bands: bands, residual: residual)
    }

    /// Decomposes a plane into `levels` bands and a residual.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    public init(
        decomposing plane: IntegerPlane<Sample>, levels: Int, threads: ThreadCount = .allProcessors
    ) {
        precondition(levels >= 0, "a pyramid has no \(levels) bands")
        var bands: [IntegerPlane<Sample.Band>] = []
        var current = plane
        for _ in 0..<levels {
            let coarse = current.reduced(threads: threads)
            bands.append(current.band(over: coarse, threads: threads))
            current = coarse
        }
        self.init(bands: bands, residual: current)
    }

    /// The plane that the pyramid stands for; what lies outside the samples' range after a band was
    /// changed is clamped.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    public func collapsed(threads: ThreadCount = .allProcessors) -> IntegerPlane<Sample> {
        bands.reversed().reduce(residual) { $0.collapsed(with: $1, threads: threads) }
    }

    /// The pyramid with each band times its factor, finest first, rounded to nearest and clamped to
    /// what a band holds; bands without a factor stay as they are.
    public func scaled(by gains: [Float]) -> IntegerLaplacianPyramid {
        var result = self
        for (level, gain) in gains.enumerated() where gain != 1 {
            let band = bands[level]
            result.bands[level] = IntegerPlane(rounding: Plane(band) * gain)
        }
        return result
    }
}
