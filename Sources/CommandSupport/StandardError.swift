// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where warnings, failures and progress go, so that standard output holds only results.
package enum StandardError {
    /// Whether a person is looking: progress is drawn only then.
    package static var isTerminal: Bool {
        let isDumb = unsafe getenv("TERM").map { unsafe String(cString: $0) == "dumb" } ?? false
        return isatty(STDERR_FILENO) == 1 && !isDumb
    }

    /// The width of the terminal in columns; 80 where there is none or it does not tell.
    package static var columns: Int {
        var size = winsize()
        let result = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Writes text in one piece, without a buffer, so that lines from several threads stay whole.
    ///
    /// A standard error that is closed or full is no reason to stop working, and there is nowhere
    /// left to say so: such an error is ignored.
    package static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while unsafe !rest.isEmpty {
                let written = unsafe systemWrite(rest)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                unsafe rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    private static func systemWrite(_ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            unsafe Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #else
            unsafe Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #endif
    }
}
