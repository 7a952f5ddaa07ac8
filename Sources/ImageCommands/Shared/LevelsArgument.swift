// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `--levels`: how many bands a pyramid gets, the same in every command that makes one.
struct LevelsArgument: ParsableArguments {
    @Option(
        name: .customLong("levels"),
        help: ArgumentHelp(
            "Make this many bands. If omitted, as many as suit the size: the residual's shorter side "
                + "is then at least 8, or as the method has it.", valueName: "count"))
    var count: Int?

    func validate() throws {
        if let count, !(0...64).contains(count) {
            throw ValidationError("--levels must be between 0 and 64, not \(count)")
        }
    }
}
