// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Carries the default family of filters out on many small images at once: the planes of a batch are
/// shared out among threads, and no memory is asked for per image.
public struct BatchExecutor: PyramidExecutor {
    /// The five-tap kernel; borders are mirrored.
    public let kernel: BurtAdelsonKernel
    /// How many threads one call may use.
    public let threads: ThreadCount
    private let pass: FiveTapPass

    /// An executor for the kernel `[c, b, a, b, c]` with mirrored borders.
    public init(_ kernel: BurtAdelsonKernel = .binomial, threads: ThreadCount = .allProcessors) {
        self.kernel = kernel
        self.threads = threads
        pass = FiveTapPass(kernel)
    }

    /// REDUCE by the convention.
    public func reduce(_ fine: ImageBatch) -> ImageBatch {
        var coarse = emptyBatch(like: fine, fine.size.halved)
        unsafe coarse.stack.withUnsafeMutableSamples { target in
            unsafe fine.stack.withUnsafeSamples { source in
                unsafe pass.reduce(
                    source, fine.size, into: target, planes: fine.planeCount, threads)
            }
        }
        return coarse
    }

    /// EXPAND by the convention, to the size of `fine`.
    public func expand(_ coarse: ImageBatch, toSizeOf fine: ImageBatch) -> ImageBatch {
        var result = emptyBatch(like: coarse, fine.size)
        unsafe result.stack.withUnsafeMutableSamples { target in
            unsafe coarse.stack.withUnsafeSamples { source in
                unsafe pass.expand(
                    source, into: target, fine.size, planes: coarse.planeCount, threads)
            }
        }
        return result
    }

    /// One step down; see ``PyramidExecutor/split(_:)``.
    public func split(_ fine: ImageBatch) -> (band: ImageBatch, coarse: ImageBatch) {
        var band = emptyBatch(like: fine, fine.size)
        var coarse = emptyBatch(like: fine, fine.size.halved)
        unsafe fine.stack.withUnsafeSamples { source in
            unsafe band.stack.withUnsafeMutableSamples { bandTarget in
                unsafe coarse.stack.withUnsafeMutableSamples { target in
                    unsafe pass.split(
                        source, fine.size, band: bandTarget, coarse: target,
                        planes: fine.planeCount, threads)
                }
            }
        }
        return (band, coarse)
    }

    /// One step up; see ``PyramidExecutor/collapseStep(coarse:band:gain:)``.
    public func collapseStep(
        coarse: ImageBatch, band: consuming ImageBatch, gain: Float
    ) -> ImageBatch {
        var result = consume band
        let size = result.size
        let planes = result.planeCount
        unsafe coarse.stack.withUnsafeSamples { source in
            unsafe result.stack.withUnsafeMutableSamples { target in
                unsafe pass.collapse(
                    source, into: target, size, gain: gain, planes: planes, threads)
            }
        }
        return result
    }

    private func emptyBatch(like batch: ImageBatch, _ size: ImageSize) -> ImageBatch {
        ImageBatch(
            stack: Plane(
                uninitialized: ImageSize(width: size.width, height: size.height * batch.planeCount)),
            size: size, channels: batch.channels, count: batch.count, range: batch.range)
    }
}
