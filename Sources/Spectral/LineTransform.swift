// SPDX-License-Identifier: Apache-2.0

internal import CFFTW
internal import Raster
internal import Synchronization

/// The complex Fourier transform of one line of samples that lie next to each other.
///
/// Every transform in this module is built from this one. Lines that are contiguous, short enough
/// for the first-level cache and transformed out of place are what FFTW does best by far: measured
/// on one AVX2 core, 1.0 ns a real sample there and back at 512, where its own two-dimensional
/// real transform of 2048² takes 20 ns (estimated plan) or 8 ns (measured plan).
///
/// Executing a plan is safe from many threads at once; making one is not, so all planning goes
/// through one lock.
@safe package final class LineTransform: @unchecked Sendable {
    // Unchecked: the plans never change, and FFTW's new-array execution only reads them.
    package let length: Int
    private let forwardPlan: OpaquePointer
    private let inversePlan: OpaquePointer

    struct Key: Hashable {
        let length: Int
        let planning: TransformPlanning
    }

    static let plans = Mutex<[Key: LineTransform]>([:])

    /// The transform of `length` samples, planned at most once in a process.
    package static func shared(length: Int, planning: TransformPlanning = .estimated)
        -> LineTransform
    {
        plans.withLock { known in
            let key = Key(length: length, planning: planning)
            if let plan = known[key] { return plan }
            let plan = LineTransform(length: length, planning: planning)
            known[key] = plan
            return plan
        }
    }

    private init(length: Int, planning: TransformPlanning) {
        self.length = length
        let input = AlignedSamples(uninitializedCount: 2 * length)
        let output = AlignedSamples(uninitializedCount: 2 * length)
        func plan(_ sign: Int32) -> OpaquePointer {
            guard
                let plan = unsafe fftwf_plan_dft_1d(
                    Int32(length), Self.complex(input.base), Self.complex(output.base), sign,
                    planning.flags)
            else { fatalError("FFTW has no plan for \(length) samples") }
            return unsafe plan
        }
        unsafe forwardPlan = plan(FFTW_FORWARD)
        unsafe inversePlan = plan(FFTW_BACKWARD)
    }

    /// Transforms `length` complex numbers; both lines start on a 64-byte boundary and differ.
    @inline(__always)
    package func forward(
        _ input: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) {
        unsafe fftwf_execute_dft(forwardPlan, Self.complex(input), Self.complex(output))
    }

    /// Transforms back, without dividing by `length`; lines as in ``forward(_:_:)``.
    @inline(__always)
    package func inverse(
        _ input: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) {
        unsafe fftwf_execute_dft(inversePlan, Self.complex(input), Self.complex(output))
    }

    @inline(__always)
    private static func complex(_ pointer: UnsafeMutablePointer<Float>)
        -> UnsafeMutablePointer<fftwf_complex>
    {
        unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftwf_complex.self)
    }

    /// The distance in floats from one line of `length` complex numbers to the next: whole cache
    /// lines, and no multiple of 1 KiB, which would put all lines into the same few cache sets.
    package static func stride(length: Int) -> Int {
        let padded = (2 * length + 15) & ~15
        return padded.isMultiple(of: 256) ? padded + 16 : padded
    }
}
