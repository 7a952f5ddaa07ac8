// SPDX-License-Identifier: Apache-2.0

/// What can go wrong outside a program's own control in this module: the file of stored plans.
public enum SpectralError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be read, or holds no wisdom of this FFTW.
    case unreadableWisdom(path: String)
    /// The file cannot be written.
    case unwritableWisdom(path: String)

    /// One sentence that names the file.
    public var description: String {
        switch self {
        case .unreadableWisdom(let path):
            "\(path) holds no FFTW wisdom that this version can read; "
                + "store it anew with this program on this machine"
        case .unwritableWisdom(let path):
            "cannot write FFTW wisdom to \(path); choose a file in an existing, writable folder"
        }
    }
}
