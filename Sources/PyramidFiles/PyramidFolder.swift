// SPDX-License-Identifier: Apache-2.0

public import ImageFiles
internal import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

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
            || parts[0].hasPrefix("level-") && UInt8(parts[0].dropFirst(6)) != nil
    }

    /// Writes a pyramid into a folder, which is made if it does not exist; a pyramid that is there
    /// already is replaced, other files are left alone.
    ///
    /// The levels are written to a hidden folder first and moved when all are complete, the manifest
    /// last: a folder with a manifest holds a whole pyramid.
    ///
    /// - Throws: When the format cannot hold the levels, or the folder cannot be written.
    public static func write(
        _ pyramid: StoredPyramid, to folder: URL, as format: LevelFormat
    ) throws(ImageFileError) {
        let place = try AtomicFolder(folder)
        let partial = place.partial
        let writer = LevelWriter(folder: partial, shownFolder: folder, format: format)
        do throws(ImageFileError) {
            let manifest = try writer.write(pyramid)
            try writer.write(manifest, profile: pyramid.colour.profile?.bytes)
        } catch {
            // The hidden folder is nothing that a user has named.
            throw error.path.hasPrefix(partial.shownPath)
                ? ImageFileError(
                    path: folder.shownPath, problem: error.problem, remedy: error.remedy)
                : error
        }
        try place.commit(replacing: isPart, last: PyramidManifest.fileName)
    }
}
