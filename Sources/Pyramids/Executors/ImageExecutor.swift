// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Spectral

/// Carries a filter out on images, channel by channel; alpha is filtered like any other channel, so
/// that a pyramid collapses to the image it came from.
public struct ImageExecutor: PyramidExecutor {
    /// What each plane goes through.
    public let planes: PlaneExecutor

    /// An executor for one convention; see ``PlaneExecutor/init(_:method:threads:)``.
    public init(
        _ filter: PyramidFilter = .mirror101, method: ConvolutionMethod = .automatic,
        threads: ThreadCount = .allProcessors
    ) {
        planes = PlaneExecutor(filter, method: method, threads: threads)
    }

    /// REDUCE by the convention.
    public func reduce(_ fine: Image) -> Image { fine.mapPlanes { planes.reduce($0) } }

    /// EXPAND by the convention, to the size of `fine`.
    public func expand(_ coarse: Image, toSizeOf fine: Image) -> Image {
        coarse.mapPlanes { planes.expand($0, to: fine.size) }
    }

    /// One step down; see ``PyramidExecutor/split(_:)``.
    public func split(_ fine: Image) -> (band: Image, coarse: Image) {
        let parts = fine.planes.map { planes.split($0) }
        return (
            Image(planes: parts.map(\.band), channels: fine.channels, range: fine.range),
            Image(planes: parts.map(\.coarse), channels: fine.channels, range: fine.range)
        )
    }

    /// One step up; see ``PyramidExecutor/collapseStep(coarse:band:gain:)``.
    public func collapseStep(coarse: Image, band: consuming Image, gain: Float) -> Image {
        var result = consume band
        for channel in result.planes.indices {
            planes.collapse(coarse.planes[channel], into: &result.planes[channel], gain: gain)
        }
        return result
    }
}

extension Image: PyramidLevel {
    /// The sum, sample by sample.
    public func adding(_ other: Image) -> Image { combined(with: other, +) }
    /// The difference, sample by sample.
    public func subtracting(_ other: Image) -> Image { combined(with: other, -) }
    /// Each sample times `gain`.
    public func scaled(by gain: Float) -> Image { mapPlanes { $0 * gain } }

    private func combined(with other: Image, _ combine: (Plane, Plane) -> Plane) -> Image {
        precondition(
            channels == other.channels,
            "\(channels.rawValue) and \(other.channels.rawValue) images cannot be combined")
        return Image(
            planes: zip(planes, other.planes).map(combine), channels: channels, range: range)
    }
}
