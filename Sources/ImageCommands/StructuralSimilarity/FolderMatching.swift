// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport

/// Which images are compared: the two that were named, or those of two folders by their names.
struct FolderMatching {
    /// Two files and what the pair is called.
    struct Pair: Sendable {
        let name: String
        let first: String
        let second: String
    }

    let pairs: [Pair]
    /// A failure for each image that one of the folders lacks.
    let problems: [ToolFailure]
    /// Whether folders were named.
    let isFolders: Bool

    init(_ first: String, _ second: String, isRecursive: Bool) throws(ToolFailure) {
        let expansion = InputExpansion(
            fileExtensions: ImageReadingArguments.fileExtensions, isRecursive: isRecursive)
        let (left, right) = (expansion.files(for: [first]), expansion.files(for: [second]))
        if let problem = left.problems.first ?? right.problems.first { throw problem }
        let isFile = (
            left: left.files.map(\.path) == [first], right: right.files.map(\.path) == [second]
        )
        guard isFile.left == isFile.right else {
            throw ToolFailure(
                "\(first) and \(second) must be two images or two folders, not one of each")
        }
        isFolders = !isFile.left
        guard isFolders else {
            pairs = [Pair(name: left.files[0].relativePath, first: first, second: second)]
            problems = []
            return
        }
        let others = Dictionary(
            right.files.map { ($0.relativePath, $0.path) }, uniquingKeysWith: { one, _ in one })
        pairs = left.files.compactMap { file in
            others[file.relativePath].map {
                Pair(name: file.relativePath, first: file.path, second: $0)
            }
        }
        let matched = Set(pairs.map(\.name))
        func unmatched(_ files: [InputFile], in folder: String) -> [ToolFailure] {
            files.filter { !matched.contains($0.relativePath) }.map {
                ToolFailure("\($0.path): \(folder) has no \($0.relativePath) to compare it with")
            }
        }
        problems = unmatched(left.files, in: second) + unmatched(right.files, in: first)
    }
}
