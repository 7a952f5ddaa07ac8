// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ImageFileError {
    /// Why a file or a folder could not be written, by the system's error number.
    init(writing path: String, code: Int32) {
        switch code {
        case ENOSPC, EDQUOT:
            self.init(
                path: path, problem: "the device is full; nothing was left of the file",
                remedy: "free some space or write elsewhere")
        case ENOENT:
            self.init(
                path: path, problem: "the folder to write to does not exist",
                remedy: "make the folder first")
        case ENOTDIR:
            self.init(
                path: path, problem: "a part of this path is a file, not a folder",
                remedy: "choose another place")
        case EACCES, EPERM, EROFS:
            self.init(
                path: path, problem: "writing to this folder is not permitted",
                remedy: "write elsewhere or change its permissions")
        default:
            self.init(
                path: path, problem: "the file cannot be written (\(systemMessage(code)))",
                remedy: "check the path and the device")
        }
    }
}
