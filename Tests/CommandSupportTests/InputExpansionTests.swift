// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Foundation
import Testing

@Suite struct InputExpansionTests {
    /// A folder of empty files that is gone when the test is.
    private final class Folder {
        let path: String

        init(files: [String]) throws {
            path = NSTemporaryDirectory() + "input expansion \(UUID().uuidString)"
            for file in files {
                let url = URL(fileURLWithPath: "\(path)/\(file)")
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data().write(to: url)
            }
        }

        deinit {
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                Issue.record(error)
            }
        }
    }

    private let expansion = InputExpansion(fileExtensions: ["png", "jpg"], isRecursive: false)

    @Test func foldersGiveTheirImagesInByteOrder() throws {
        let folder = try Folder(files: [
            "b.png", "a.JPG", "B.png", "10.png", "9.png", "é.png", "notes.txt", ".hidden.png",
            "inner/c.png", "png",
        ])
        let found = expansion.files(for: [folder.path])
        #expect(
            found.files.map(\.relativePath)
                == ["10.png", "9.png", "B.png", "a.JPG", "b.png", "é.png"])
        #expect(found.files.first?.path == folder.path + "/10.png")
        #expect(found.problems.isEmpty)
    }

    @Test func filesStandForThemselvesInTheOrderGiven() throws {
        let folder = try Folder(files: ["b.png", "a.txt"])
        let paths = [folder.path + "/b.png", folder.path + "/a.txt"]
        let found = expansion.files(for: paths)
        #expect(found.files.map(\.path) == paths)
        #expect(found.files.map(\.relativePath) == ["b.png", "a.txt"])
    }

    @Test func subfoldersAreSearchedOnRequestAndLinksBackUpAreNot() throws {
        let folder = try Folder(files: ["b/2.png", "b/c/3.png", "a.png", "z.png"])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/b/up", withDestinationPath: folder.path)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/nowhere.png", withDestinationPath: "missing")
        let recursive = InputExpansion(fileExtensions: ["png"], isRecursive: true)
        let found = recursive.files(for: [folder.path + "/"])
        #expect(found.files.map(\.relativePath) == ["a.png", "b/2.png", "b/c/3.png", "z.png"])
        #expect(found.files.first?.path == folder.path + "/a.png")
    }

    @Test func whatIsMissingIsNamedAndTheRestIsFound() throws {
        let folder = try Folder(files: ["a.png", "empty/notes.txt", "nested/deep/b.png"])
        let found = expansion.files(for: [
            folder.path + "/none.png", folder.path + "/a.png", folder.path + "/empty",
            folder.path + "/nested", folder.path + "/a.png/b",
        ])
        #expect(found.files.map(\.relativePath) == ["a.png"])
        #expect(
            found.problems.map(\.message) == [
                "\(folder.path)/none.png: No such file or directory",
                "\(folder.path)/empty: this folder holds no file that ends in .png, .jpg",
                "\(folder.path)/nested: this folder holds no file that ends in .png, .jpg; "
                    + "--recursive looks into its subfolders too",
                "\(folder.path)/a.png/b: Not a directory",
            ])
    }

    /// A name of bytes that are no UTF-8 cannot be a path here, and is not passed over in silence.
    @Test func namesThatAreNoTextAreProblems() throws {
        let folder = try Folder(files: ["a.png", "b.txt"])
        for name in ["bad\u{FFFD}.png", "bad\u{FFFD}.txt"] {
            let path = Array("\(folder.path)/\(name)".utf8)
            // The three bytes of U+FFFD become one that no UTF-8 has.
            let mark = try #require(path.firstIndex(of: 0xEF))
            let bytes = path[..<mark] + [0xFF] + path[(mark + 3)...] + [0]
            let file = unsafe bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
                unsafe open($0.baseAddress.unsafelyUnwrapped, O_CREAT | O_WRONLY, 0o644)
            }
            try #require(file >= 0, "this file system takes UTF-8 names only")
            close(file)
        }
        let found = expansion.files(for: [folder.path])
        #expect(found.files.map(\.relativePath) == ["a.png"])
        #expect(
            found.problems.map(\.message)
                == ["\(folder.path)/bad\u{FFFD}.png: this name is not UTF-8; rename the file"])
    }
}
