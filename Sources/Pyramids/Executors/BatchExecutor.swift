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

    public func reduce(_ fine: ImageBatch) -> ImageBatch {
        var coarse = emptyBatch(like: fine, fine.size.halved)
        unsafe coarse.stack.withUnsafeMutableSamples { target in
            unsafe fine.stack.withUnsafeSamples { source in
                let memory = unsafe Stacks(input: source, output: target, band: target)
                forEachPlane(of: fine) { plane in
                    unsafe pass.reduce(
                        memory.input + plane * fine.size.area, fine.size,
                        into: memory.output + plane * fine.size.halved.area, .one)
                }
            }
        }
        return coarse
    }

    public func expand(_ coarse: ImageBatch, toSizeOf fine: ImageBatch) -> ImageBatch {
        let size = fine.size
        var result = emptyBatch(like: coarse, size)
        unsafe result.stack.withUnsafeMutableSamples { target in
            unsafe coarse.stack.withUnsafeSamples { source in
                let memory = unsafe Stacks(input: source, output: target, band: target)
                forEachPlane(of: coarse) { plane in
                    unsafe pass.expand(
                        memory.input + plane * size.halved.area,
                        into: memory.output + plane * size.area, size, .one)
                }
            }
        }
        return result
    }

    public func split(_ fine: ImageBatch) -> (band: ImageBatch, coarse: ImageBatch) {
        let size = fine.size
        var band = emptyBatch(like: fine, size)
        var coarse = emptyBatch(like: fine, size.halved)
        unsafe fine.stack.withUnsafeSamples { source in
            unsafe band.stack.withUnsafeMutableSamples { bandTarget in
                unsafe coarse.stack.withUnsafeMutableSamples { target in
                    let memory = unsafe Stacks(input: source, output: target, band: bandTarget)
                    forEachPlane(of: fine) { plane in
                        unsafe pass.split(
                            memory.input + plane * size.area, size,
                            band: memory.band + plane * size.area,
                            coarse: memory.output + plane * size.halved.area, .one)
                    }
                }
            }
        }
        return (band, coarse)
    }

    public func collapseStep(
        coarse: ImageBatch, band: consuming ImageBatch, gain: Float
    ) -> ImageBatch {
        var result = consume band
        let size = result.size
        let planes = result.planeCount
        unsafe coarse.stack.withUnsafeSamples { source in
            unsafe result.stack.withUnsafeMutableSamples { target in
                let memory = unsafe Stacks(input: source, output: target, band: target)
                threads.forEach(below: planes) { plane in
                    unsafe pass.collapse(
                        memory.input + plane * size.halved.area,
                        into: memory.band + plane * size.area, size, gain: gain, .one)
                }
            }
        }
        return result
    }

    /// Pointers that cross to other threads: each plane is written by one of them.
    @unsafe private struct Stacks: @unchecked Sendable {
        let input: UnsafePointer<Float>
        let output: UnsafeMutablePointer<Float>
        let band: UnsafeMutablePointer<Float>
    }

    private func forEachPlane(of batch: ImageBatch, _ body: @Sendable (Int) -> Void) {
        threads.forEach(below: batch.planeCount, body)
    }

    private func emptyBatch(like batch: ImageBatch, _ size: ImageSize) -> ImageBatch {
        ImageBatch(
            stack: Plane(
                uninitialized: ImageSize(width: size.width, height: size.height * batch.planeCount)),
            size: size, channels: batch.channels, count: batch.count, range: batch.range)
    }
}
