// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport

/// Where the outputs of a batch go: one output a named file, a tree of outputs a folder or a list.
struct OutputPlan {
    /// An input and the path of what is made from it.
    struct Item: Sendable {
        let input: InputFile
        let output: String
    }

    let items: [Item]
    /// One for each input whose output would take the place of another's.
    let problems: [ToolFailure]

    /// Plans the outputs.
    ///
    /// - Parameters:
    ///   - files: The inputs.
    ///   - isBatch: Whether there is a folder or more than one path among the arguments; outputs then
    ///     go below the output as a folder, even when there is one.
    ///   - output: What the user named, if anything.
    ///   - suffix: What an output's name ends in when it is made from the input's.
    init(_ files: [InputFile], isBatch: Bool, output: String?, suffix: String) {
        if let output, !isBatch, let file = files.first {
            items = [Item(input: file, output: output)]
            problems = []
            return
        }
        let stems = files.map { Self.withoutExtension($0.relativePath) }
        let counts = Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: +)
        let folder = output.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        var items: [Item] = []
        var problems: [ToolFailure] = []
        var claims = OutputClaims()
        for (file, stem) in zip(files, stems) {
            // a.png and a.jpg of one folder keep their endings, so that neither hides the other.
            let name = counts[stem] == 1 ? stem : file.relativePath
            let target = folder + name + suffix
            if let problem = claims.claim(target, for: file.path) {
                problems.append(problem)
            } else {
                items.append(Item(input: file, output: target))
            }
        }
        self.items = items
        self.problems = problems
    }

    private static func withoutExtension(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), dot != path.startIndex,
            path[path.index(before: dot)] != "/", !path[dot...].contains("/")
        else { return path }
        return String(path[..<dot])
    }
}
