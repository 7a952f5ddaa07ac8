// SPDX-License-Identifier: Apache-2.0

// The C library declares `stdout` as a variable; it is never assigned to here.
#if canImport(Glibc)
    @unsafe @preconcurrency internal import Glibc
#elseif canImport(Musl)
    @unsafe @preconcurrency internal import Musl
#else
    @unsafe @preconcurrency internal import Darwin
#endif

/// The end of a tool's output: results printed with `print` may still be in a buffer.
package enum StandardOutput {
    /// Whether a person is looking, so that pictures may be drawn.
    package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Sends what is buffered on its way.
    ///
    /// - Throws: When the results could not be written, as on a full disk. A reader that has gone
    ///   (`| head`) is not an error: it has what it wanted.
    static func flush() throws(ToolFailure) {
        let flushed = unsafe fflush(stdout)
        let code = errno
        let hasFailed = unsafe ferror(stdout) != 0
        guard flushed != 0 || hasFailed, code != EPIPE else { return }
        throw ToolFailure("standard output: \(systemMessage(code))")
    }
}
