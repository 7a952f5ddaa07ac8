// SPDX-License-Identifier: Apache-2.0

internal import CFFTW
internal import Synchronization

/// How FFTW chooses an algorithm for a transform.
public enum TransformPlanning: Sendable, Hashable {
    /// By a cost model: at once, and the same choice in every run, so results repeat bit for bit.
    case estimated
    /// By timing alternatives: up to a second for each new length, then faster. Another run may
    /// choose differently and differ in the last bits, unless both read the same wisdom.
    case measured

    var flags: UInt32 {
        switch self {
        case .estimated: FFTW_ESTIMATE
        case .measured: FFTW_MEASURE
        }
    }
}

/// The plans that FFTW has measured, kept in a file from one run to the next.
///
/// Wisdom belongs to one machine and one version of FFTW. It is never read or written unasked.
public enum FourierWisdom {
    /// Adds the plans in a file to those known.
    ///
    /// - Throws: ``SpectralError/unreadableWisdom(path:)`` when the file is missing or foreign; the
    ///   program can go on without it.
    public static func load(from path: String) throws(SpectralError) {
        let status = LineTransform.plans.withLock { _ in
            unsafe fftwf_import_wisdom_from_filename(path)
        }
        guard status != 0 else { throw .unreadableWisdom(path: path) }
    }

    /// Writes all plans measured so far to a file.
    ///
    /// - Throws: ``SpectralError/unwritableWisdom(path:)``.
    public static func save(to path: String) throws(SpectralError) {
        let status = LineTransform.plans.withLock { _ in
            unsafe fftwf_export_wisdom_to_filename(path)
        }
        guard status != 0 else { throw .unwritableWisdom(path: path) }
    }
}
