// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Foundation
internal import PyramidFiles

/// The pyramids that paths stand for: a pyramid's folder for itself, any other folder for the pyramids
/// somewhere below it.
struct PyramidSearch {
    private(set) var folders: [InputFile] = []
    private(set) var problems: [ToolFailure] = []

    init(_ paths: [String]) {
        for path in paths {
            let url = URL(filePath: path)
            if PyramidFolder.isPyramid(url) {
                folders.append(InputFile(path: path, relativePath: url.lastPathComponent))
                continue
            }
            let below = Self.pyramids(below: url)
            if below.isEmpty {
                problems.append(
                    ToolFailure(
                        "\(path): there is no pyramid here; name a folder that `pyramid decompose` "
                            + "has written"))
            }
            folders += below
        }
    }

    private static func pyramids(below folder: URL) -> [InputFile] {
        guard
            let names = FileManager.default.enumerator(atPath: folder.path)?
                .compactMap({ $0 as? String })
        else { return [] }
        return names.sorted().compactMap { name in
            guard PyramidFolder.isPyramid(folder.appending(path: name)) else { return nil }
            return InputFile(
                path: folder.appending(path: name).relativePath, relativePath: name)
        }
    }
}
