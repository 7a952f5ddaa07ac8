// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN.ImportedGenerator {
    /// What programs call a generator whose weights are a moving average.
    private static let averages = ["avgG", "shadow", "smooth", "running", "ema"]

    /// The program that a file is of, and the generator in it that was asked for.
    static func find(
        in file: any TensorFile, _ entry: String?
    ) throws -> (ProGAN.Port, ProGAN.FoundGenerator) {
        for port in ProGAN.Port.all {
            let found = port.marks.flatMap { prefixes(of: $0, in: file) }
            guard !found.isEmpty else { continue }
            return (port, ProGAN.FoundGenerator(file, prefix: try choose(found, entry, file)))
        }
        for port in ProGAN.ClosedPort.all where !prefixes(of: port.mark, in: file).isEmpty {
            throw TensorFileError(
                path: file.path,
                problem:
                    "this generator of \(port.name) cannot be made equal here: its \(port.reason)",
                remedy: "import one of \(programs.joined(separator: ", "))")
        }
        throw TensorFileError(
            path: file.path,
            problem: "none of its \(file.entries.count) tensors, such as "
                + "'\(file.entries.first?.name ?? "")', is of a generator that is known",
            remedy: "name a state_dict or a checkpoint of \(programs.joined(separator: ", "))")
    }

    /// What stands before a name wherever a file has it.
    private static func prefixes(of mark: String, in file: any TensorFile) -> [String] {
        file.entries.compactMap { entry in
            guard entry.name == mark || entry.name.hasSuffix("." + mark) else { return nil }
            return String(entry.name.dropLast(mark.count))
        }
    }

    private static func choose(
        _ prefixes: [String], _ entry: String?, _ file: any TensorFile
    ) throws -> String {
        guard let entry else {
            return prefixes.first { prefix in averages.contains { prefix.contains($0) } }
                ?? prefixes[0]
        }
        guard let chosen = prefixes.first(where: { $0 == entry + "." || $0.hasPrefix(entry + ".") })
        else {
            let names = prefixes.map { $0.isEmpty ? "one without a name" : String($0.dropLast()) }
            throw TensorFileError(
                path: file.path, problem: "it has no generator '\(entry)'",
                remedy: "it has \(names.joined(separator: ", "))")
        }
        return chosen
    }

    /// How many levels are read: those that a side has, or all.
    static func levels(
        _ reading: ProGAN.Port.Reading, _ found: ProGAN.FoundGenerator, side: Int?
    ) throws -> Int {
        let stored =
            (0..<32).first { level in
                found.entries[reading.layer(.image(level: level)).weight] == nil
            } ?? 32
        let shown = min(reading.shownLevels ?? stored, stored)
        let most = 4 << (shown - 1)
        let levels: Int
        if let side {
            guard side >= 4, side.nonzeroBitCount == 1, side <= 4 << (stored - 1) else {
                throw found.problem(
                    "it makes no images of \(side)×\(side)",
                    "ask for a power of two from 4 to \(4 << (stored - 1))")
            }
            levels = side.trailingZeroBitCount - 1
        } else {
            levels = shown
        }
        guard levels < shown || reading.share >= 1 else {
            let percent = Int((100 * reading.share).rounded())
            throw found.problem(
                "its generator is half faded in: \(most)×\(most) shows by \(percent) %",
                shown == 1
                    ? "import a file of another moment"
                    : "import a file of another moment, or the level below with --side \(most / 2)")
        }
        return levels
    }
}
