// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim
public import Raster

/// Where tensors live and operations run.
public enum Device: Sendable, Hashable, CustomStringConvertible {
    /// The processor.
    case cpu
    /// A GPU that CUDA drives, by number.
    case cuda(Int)

    /// The first GPU where there is one, and the processor elsewhere.
    public static var automatic: Device { cudaCount > 0 ? .cuda(0) : .cpu }

    /// The number of GPUs that this LibTorch can use.
    public static var cudaCount: Int { ctorch_cuda_count() }

    /// Creates the device of a name: `cpu`, `cuda`, `cuda:1` or `auto`.
    ///
    /// - Throws: ``TensorError`` when there is no device of that name on this machine.
    public init(named name: String) throws(TensorError) {
        let count = Self.cudaCount
        switch name {
        case "cpu":
            self = .cpu
        case "auto":
            self = .automatic
        default:
            let parts = name.split(separator: ":", omittingEmptySubsequences: false)
            let number = parts.count == 1 ? 0 : parts.count == 2 ? Int(parts[1]) : nil
            guard parts.first == "cuda", let number, number >= 0 else {
                throw TensorError(
                    operation: "device '\(name)'", shapes: [],
                    problem: "unknown; name cpu, cuda:0 (or another number) or auto")
            }
            guard number < count else {
                let found = count == 0 ? "no GPU" : "\(count) GPU\(count == 1 ? "" : "s")"
                throw TensorError(
                    operation: "device '\(name)'", shapes: [],
                    problem: "this LibTorch finds \(found); name cpu or auto")
            }
            self = .cuda(number)
        }
    }

    /// The name, as ``init(named:)`` takes it.
    public var description: String {
        switch self {
        case .cpu: "cpu"
        case .cuda(let number): "cuda:\(number)"
        }
    }

    /// Waits until the device has done all it was given; at once on the processor.
    public func synchronise() throws(TensorError) {
        try perform("waiting for a device") { ctorch_synchronise(number) }
    }

    init(number: ctorch_device) { self = number < 0 ? .cpu : .cuda(Int(number)) }

    var number: ctorch_device {
        switch self {
        case .cpu: -1
        case .cuda(let number): ctorch_device(number)
        }
    }
}

/// What the engine under the tensors is and how it works.
public enum Engine {
    /// The version of LibTorch that the package was built with, as in `2.13.0`.
    public static var version: String { unsafe String(cString: ctorch_version()) }

    /// The threads that one operation may use on the processor.
    public static var threads: ThreadCount { ThreadCount(ctorch_threads()) }

    /// Sets how many threads one operation may use on the processor.
    public static func use(_ threads: ThreadCount) throws(TensorError) {
        try perform("setting the threads") { ctorch_set_threads(threads.count) }
    }

    /// Lets the process keep memory that tensors gave back, instead of asking the system for it anew.
    ///
    /// A training step makes and drops thousands of tensors of the same sizes; with glibc's defaults
    /// each of some megabytes costs a page fault for every 4 KiB. The process does not grow beyond the
    /// most that it needs at once, but stays as large. Elsewhere than with glibc nothing changes.
    public static func keepFreedMemory() { ctorch_keep_freed_memory() }
}
