// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Carries a filter out in double precision, by its table of taps: the slow truth, and the path for
/// input that came in double precision.
public struct DoublePlaneExecutor: PyramidExecutor {
    /// The convention.
    public let filter: PyramidFilter
    private let tables: TapTableCache<Double>

    /// An executor for one convention.
    public init(_ filter: PyramidFilter) {
        self.filter = filter
        self.tables = TapTableCache(filter)
    }

    /// REDUCE by the convention.
    public func reduce(_ fine: DoublePlane) -> DoublePlane {
        SeparableTables(
            horizontal: tables.reduction(of: fine.width),
            vertical: tables.reduction(of: fine.height)
        ).applied(to: fine)
    }

    /// EXPAND by the convention, to the size of `fine`.
    public func expand(_ coarse: DoublePlane, toSizeOf fine: DoublePlane) -> DoublePlane {
        expand(coarse, to: fine.size)
    }

    /// EXPAND to an explicit size.
    public func expand(_ coarse: DoublePlane, to size: ImageSize) -> DoublePlane {
        SeparableTables(
            horizontal: tables.expansion(of: coarse.width, to: size.width, along: .horizontal),
            vertical: tables.expansion(of: coarse.height, to: size.height, along: .vertical)
        ).applied(to: coarse)
    }
}

extension SeparableTables<Double> {
    /// The result as a plane.
    func applied(to plane: DoublePlane) -> DoublePlane {
        let size = ImageSize(width: horizontal.outputCount, height: vertical.outputCount)
        return unsafe DoublePlane(
            size: size,
            samples: Array(unsafeUninitializedCapacity: size.area) { target, count in
                unsafe plane.samples.withUnsafeBufferPointer { source in
                    guard let input = source.baseAddress, let output = target.baseAddress
                    else { return }
                    unsafe apply(to: input, into: output, threads: .one)
                }
                count = size.area
            })
    }
}

extension DoublePlane: PyramidLevel {
    /// The sum, sample by sample.
    public func adding(_ other: DoublePlane) -> DoublePlane {
        DoublePlane(size: size, samples: zip(samples, other.samples).map { $0 + $1 })
    }

    /// The difference, sample by sample.
    public func subtracting(_ other: DoublePlane) -> DoublePlane {
        DoublePlane(size: size, samples: zip(samples, other.samples).map { $0 - $1 })
    }

    /// Each sample times `gain`.
    public func scaled(by gain: Float) -> DoublePlane {
        DoublePlane(size: size, samples: samples.map { $0 * Double(gain) })
    }
}
