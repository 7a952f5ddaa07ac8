// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `--memory 1G`: how much memory the work may use.
package struct MemoryArgument: ParsableArguments {
    @Option(
        name: .customLong("memory"),
        help: ArgumentHelp(
            "Use at most this much memory (as in 512M or 2G); what does not fit goes to a temporary "
                + "file.", valueName: "size"))
    private var size = MemorySize(bytes: 5 << 29)

    /// Creates the argument as it is before parsing.
    package init() {}

    /// The number of bytes.
    package var bytes: Int { size.bytes }
}

/// A number of bytes, written with K, M or G for powers of 1024.
struct MemorySize: ExpressibleByArgument {
    let bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        var text = argument.uppercased()
        if text.hasSuffix("IB") {
            text.removeLast(2)
        } else if text.hasSuffix("B") {
            text.removeLast()
        }
        var unit = 1
        if let last = text.last, let found = units[last] {
            unit = found
            text.removeLast()
        }
        guard let number = Double(text), number > 0, number * Double(unit) < 1e15 else {
            return nil
        }
        bytes = Int(number * Double(unit))
    }

    var defaultValueDescription: String {
        bytes % (1 << 30) == 0 ? "\(bytes >> 30)G" : "\(bytes >> 20)M"
    }
}
