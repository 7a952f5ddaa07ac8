// SPDX-License-Identifier: Apache-2.0

/// Which network with which weights a classifier is: what a score must say to mean something.
public struct ClassifierIdentity: Sendable, Hashable {
    /// What the numbers of a classifier may be compared with.
    public enum Standing: Sendable, Hashable {
        /// The network and the weights that the inception score and FID are defined by.
        case original
        /// Any other: its scores compare only with its own.
        case standIn
    }

    /// The network and its weights, as a report should print them.
    ///
    /// It says "unverified weights" where the file is not known to be the published one.
    public let name: String
    /// What its scores may be compared with.
    public let standing: Standing
    /// The SHA-256 digest of the weights' file, in hexadecimal digits.
    public let digest: String

    /// Creates the identity of weights that were read.
    ///
    /// - Parameters:
    ///   - network: The network's name.
    ///   - file: The file's name.
    ///   - digest: Its SHA-256 digest.
    init(network: String, file: String, digest: String) {
        self.digest = digest
        if let name = Self.published[digest] {
            self.name = name
            standing = .original
        } else {
            name = "\(network), unverified weights \(file)"
            standing = .standIn
        }
    }

    /// Creates the identity of a classifier that was trained by this package.
    init(trained name: String, digest: String) {
        self.name = name
        self.digest = digest
        standing = .standIn
    }

    /// Files whose digest is known from more than one public source.
    ///
    /// The first eight digits are in the file's name, `pt_inception-2015-12-05-6726825d.pth` (pytorch-fid) or
    /// `weights-inception-2015-12-05-6726825d.pth` (torch-fidelity).
    private static let published = [
        "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2":
            "Inception-v3 (2015-12-05)"
    ]
}
