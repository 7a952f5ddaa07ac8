// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Carries a filter out on planes of floats.
///
/// Burt and Adelson's kernel with mirrored borders (the default) takes the fused five-tap path, which
/// reads and writes each sample once; every other convention goes through its table of taps.
public struct PlaneExecutor: PyramidExecutor {
    /// The convention.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount
    private let tables: TapTableCache<Float>
    private let fused: FiveTapPass?

    /// An executor for one convention.
    public init(_ filter: PyramidFilter = .mirror101, threads: ThreadCount = .allProcessors) {
        self.init(filter, threads: threads, usesFusedPass: true)
    }

    /// An executor that takes the plain path when told to, for tests that hold the two together.
    init(_ filter: PyramidFilter, threads: ThreadCount, usesFusedPass: Bool) {
        self.filter = filter
        self.threads = threads
        self.tables = TapTableCache(filter)
        if case .burtAdelson(let kernel, .reflect1) = filter, usesFusedPass {
            self.fused = FiveTapPass(kernel)
        } else {
            self.fused = nil
        }
    }

    public func reduce(_ fine: Plane) -> Plane {
        var coarse = Plane(uninitialized: filter.reducedSize(of: fine.size))
        unsafe coarse.withUnsafeMutableSamples { target in
            unsafe fine.withUnsafeSamples { source in
                if let fused {
                    unsafe fused.reduce(source, fine.size, into: target, threads)
                } else {
                    let pair = SeparableTables(
                        horizontal: tables.reduction(of: fine.width),
                        vertical: tables.reduction(of: fine.height))
                    unsafe pair.apply(to: source, into: target, threads: threads)
                }
            }
        }
        return coarse
    }

    public func expand(_ coarse: Plane, toSizeOf fine: Plane) -> Plane {
        expand(coarse, to: fine.size)
    }

    /// EXPAND to an explicit size: twice the coarse size, or one less in either direction.
    public func expand(_ coarse: Plane, to size: ImageSize) -> Plane {
        var fine = Plane(uninitialized: size)
        unsafe fine.withUnsafeMutableSamples { target in
            unsafe coarse.withUnsafeSamples { source in
                if let fused, size.halved == coarse.size {
                    unsafe fused.expand(source, into: target, size, threads)
                } else {
                    let pair = SeparableTables(
                        horizontal: tables.expansion(
                            of: coarse.width, to: size.width, along: .horizontal),
                        vertical: tables.expansion(
                            of: coarse.height, to: size.height, along: .vertical))
                    unsafe pair.apply(to: source, into: target, threads: threads)
                }
            }
        }
        return fine
    }

    public func split(_ fine: Plane) -> (band: Plane, coarse: Plane) {
        guard let fused else {
            let coarse = reduce(fine)
            return (fine.subtracting(expand(coarse, toSizeOf: fine)), coarse)
        }
        var coarse = Plane(uninitialized: fine.size.halved)
        var band = Plane(uninitialized: fine.size)
        unsafe fine.withUnsafeSamples { source in
            unsafe coarse.withUnsafeMutableSamples { coarseTarget in
                unsafe band.withUnsafeMutableSamples { bandTarget in
                    unsafe fused.split(
                        source, fine.size, band: bandTarget, coarse: coarseTarget, threads)
                }
            }
        }
        return (band, coarse)
    }

    public func collapseStep(coarse: Plane, band: consuming Plane, gain: Float) -> Plane {
        var result = consume band
        collapse(coarse, into: &result, gain: gain)
        return result
    }

    /// One step up in place: `band = expand(coarse) + gain * band`.
    public func collapse(_ coarse: Plane, into band: inout Plane, gain: Float = 1) {
        precondition(
            filter.reducedSize(of: band.size) == coarse.size,
            "a band of \(band.size) stands on a level of \(filter.reducedSize(of: band.size)), "
                + "not \(coarse.size)")
        guard let fused else {
            band = expand(coarse, to: band.size).combined(with: band) { $0 + gain * $1 }
            return
        }
        let size = band.size
        unsafe coarse.withUnsafeSamples { source in
            unsafe band.withUnsafeMutableSamples { target in
                unsafe fused.collapse(source, into: target, size, gain: gain, threads)
            }
        }
    }
}

extension Plane: PyramidLevel {
    public func adding(_ other: Plane) -> Plane { self + other }
    public func subtracting(_ other: Plane) -> Plane { self - other }
    public func scaled(by gain: Float) -> Plane { self * gain }
}
