// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import ImageFiles
internal import Raster

/// A pyramid on disk: a folder with `pyramid.json`, `level-0.npy` (the finest band), `level-1.npy` …
/// and `residual.npy`, or the same names with `.pfm` or `.png`.
public enum PyramidFolder {
    /// Whether a folder holds a pyramid.
    public static func isPyramid(_ folder: URL) -> Bool {
        FileManager.default.fileExists(
            atPath: folder.appending(path: PyramidManifest.fileName).path)
    }

    /// The name of a level's file: bands count from 0, the finest; what follows them is the residual.
    public static func fileName(
        level: Int, of pyramid: StoredPyramid, _ format: LevelFormat
    ) -> String {
        level < pyramid.bandCount ? levelName(level, format) : residualName(format)
    }

    static func levelName(_ level: Int, _ format: LevelFormat) -> String {
        "level-\(level).\(format.fileExtension)"
    }

    static func residualName(_ format: LevelFormat) -> String {
        "residual.\(format.fileExtension)"
    }

    /// Whether a pyramid's folder has a file of this name, so that writing a new pyramid clears it.
    private static func isPart(_ name: String) -> Bool {
        if name == PyramidManifest.fileName || name == PyramidManifest.profileFileName {
            return true
        }
        let parts = name.split(separator: ".")
        guard parts.count == 2,
            LevelFormat.allCases.contains(where: { $0.fileExtension == parts[1] })
        else { return false }
        return parts[0] == "residual"
            || parts[0].hasPrefix("level-") && Int(parts[0].dropFirst(6)) != nil
    }

    /// Writes a pyramid into a folder, which is made if it does not exist; a pyramid that is there
    /// already is replaced, other files are left alone.
    ///
    /// The levels are written to a folder beside it first and moved when all are complete, the
    /// manifest last: a folder with a manifest holds a whole pyramid.
    ///
    /// - Returns: How many samples could not be stored as they are.
    /// - Throws: When the format cannot hold the levels, or the folder cannot be written.
    @discardableResult
    public static func write(
        _ pyramid: StoredPyramid, to folder: URL, as format: LevelFormat
    ) throws(ImageFileError) -> WriteReport {
        let partial = folder.deletingLastPathComponent().appending(
            path:
                ".\(folder.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
        let files = FileManager.default
        do {
            try files.createDirectory(at: partial, withIntermediateDirectories: true)
            defer { removeQuietly(partial) }
            var report = WriteReport()
            let writer = LevelWriter(folder: partial, shownFolder: folder, format: format)
            let manifest = try writer.write(pyramid, report: &report)
            try writer.write(manifest, profile: pyramid.colour.profile?.bytes)
            if files.fileExists(atPath: folder.path) {
                try replaceParts(of: folder, from: partial)
            } else {
                try files.moveItem(at: partial, to: folder)
            }
            return report
        } catch let error as ImageFileError {
            throw error
        } catch {
            throw Self.failure(folder, error)
        }
    }

    private static func replaceParts(of folder: URL, from partial: URL) throws {
        let files = FileManager.default
        // The old manifest goes first: from here until the new one is in place, this is no pyramid.
        let old = try files.contentsOfDirectory(atPath: folder.path).filter(isPart)
        for name in old.sorted(by: { a, _ in a == PyramidManifest.fileName }) {
            try files.removeItem(at: folder.appending(path: name))
        }
        let new = try files.contentsOfDirectory(atPath: partial.path)
        for name in new.sorted(by: { _, b in b == PyramidManifest.fileName }) {
            try files.moveItem(
                at: partial.appending(path: name), to: folder.appending(path: name))
        }
    }

    private static func removeQuietly(_ folder: URL) {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // The error that brought us here is the one to report; a leftover folder is hidden and
            // says by its name what it is.
            return
        }
    }

    private static func failure(_ folder: URL, _ error: any Error) -> ImageFileError {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
        let text = (cause as NSError).localizedDescription
        return ImageFileError(
            path: folder.shownPath, problem: "the pyramid's folder cannot be written (\(text))",
            remedy: "check that the place exists, is a folder, is writable and has room")
    }
}
