// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Spectral

/// Carries a filter out on planes of floats.
///
/// Burt and Adelson's kernel with mirrored borders (the default) takes the fused five-tap path, which
/// reads and writes each sample once; every other convention goes through its table of taps. On
/// request the five-tap kernel is carried out by the spectral engine.
public struct PlaneExecutor: PyramidExecutor {
    /// The convention.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount
    private let path: Path

    private enum Path: Sendable {
        case fused(FiveTapPass)
        case spectral(SpectralPass)
        case tables(TapTableCache<Float>)
    }

    /// An executor for one convention.
    ///
    /// - Parameters:
    ///   - filter: The convention.
    ///   - method: The engine. `.spectral` needs a filter with ``PyramidFilter/hasSpectralEngine``;
    ///     `.automatic` is `.direct`, which is faster for every filter of a pyramid.
    ///   - threads: How many threads one call may use.
    public init(
        _ filter: PyramidFilter = .mirror101, method: ConvolutionMethod = .automatic,
        threads: ThreadCount = .allProcessors
    ) {
        self.filter = filter
        self.threads = threads
        guard case .burtAdelson(let kernel, let border) = filter else {
            precondition(method != .spectral, "\(filter) has no spectral engine")
            path = .tables(TapTableCache(filter))
            return
        }
        switch method {
        case .spectral:
            guard let pass = SpectralPass(kernel, border: border, threads: threads) else {
                preconditionFailure("the border rule \(border) has no spectral engine")
            }
            path = .spectral(pass)
        case .direct, .automatic:
            path =
                border == .reflect1 ? .fused(FiveTapPass(kernel)) : .tables(TapTableCache(filter))
        }
    }

    /// An executor that takes the plain path whatever the filter: the one that others are held
    /// against.
    init(plain filter: PyramidFilter, threads: ThreadCount) {
        self.filter = filter
        self.threads = threads
        path = .tables(TapTableCache(filter))
    }

    /// REDUCE by the convention.
    public func reduce(_ fine: Plane) -> Plane {
        if case .spectral(let pass) = path { return pass.reduce(fine) }
        var coarse = Plane(uninitialized: filter.reducedSize(of: fine.size))
        unsafe coarse.withUnsafeMutableSamples { target in
            unsafe fine.withUnsafeSamples { source in
                switch path {
                case .fused(let pass):
                    unsafe pass.reduce(source, fine.size, into: target, threads)
                case .tables(let tables):
                    let pair = SeparableTables(
                        horizontal: tables.reduction(of: fine.width),
                        vertical: tables.reduction(of: fine.height))
                    unsafe pair.apply(to: source, into: target, threads: threads)
                case .spectral: return
                }
            }
        }
        return coarse
    }

    /// EXPAND by the convention, to the size of `fine`.
    public func expand(_ coarse: Plane, toSizeOf fine: Plane) -> Plane {
        expand(coarse, to: fine.size)
    }

    /// EXPAND to an explicit size: twice the coarse size, or one less in either direction; the
    /// five-tap kernel also allows one more, as OpenCV does.
    public func expand(_ coarse: Plane, to size: ImageSize) -> Plane {
        if case .spectral(let pass) = path, size.halved == coarse.size {
            return pass.expand(coarse, to: size)
        }
        var fine = Plane(uninitialized: size)
        unsafe fine.withUnsafeMutableSamples { target in
            unsafe coarse.withUnsafeSamples { source in
                if case .fused(let pass) = path, size.halved == coarse.size {
                    return unsafe pass.expand(source, into: target, size, threads)
                }
                let pair: SeparableTables<Float>
                if case .tables(let tables) = path {
                    pair = SeparableTables(
                        horizontal: tables.expansion(
                            of: coarse.width, to: size.width, along: .horizontal),
                        vertical: tables.expansion(
                            of: coarse.height, to: size.height, along: .vertical))
                } else {
                    pair = SeparableTables(
                        horizontal: TapTable(
                            filter.expansion(of: coarse.width, to: size.width, along: .horizontal)),
                        vertical: TapTable(
                            filter.expansion(of: coarse.height, to: size.height, along: .vertical)))
                }
                unsafe pair.apply(to: source, into: target, threads: threads)
            }
        }
        return fine
    }

    /// One step down; see ``PyramidExecutor/split(_:)``.
    public func split(_ fine: Plane) -> (band: Plane, coarse: Plane) {
        guard case .fused(let fused) = path else {
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

    /// One step up; see ``PyramidExecutor/collapseStep(coarse:band:gain:)``.
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
        guard case .fused(let fused) = path else {
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
    /// The sum, sample by sample.
    public func adding(_ other: Plane) -> Plane { self + other }
    /// The difference, sample by sample.
    public func subtracting(_ other: Plane) -> Plane { self - other }
    /// Each sample times `gain`.
    public func scaled(by gain: Float) -> Plane { self * gain }
}
