// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension StoreBuilder {
    /// Writes the headers and tables, and puts everything in its place, the manifest last.
    func finish(
        _ state: StoreBuildState, _ shape: StoreBuildState.Shape
    ) throws(DatasetError) {
        let sizes = shape.sizes(levels: recipe.levels)
        for (level, size) in sizes.enumerated() {
            let file = try PositionedFile(path: path(ofLevel: level, size))
            // As long as the one that room was left for: NumPy's are padded to 64 bytes.
            let header = shape.header(count: state.written, size)
            try file.write(header, at: 0)
            try file.truncate(
                to: header.count + state.written * size.area * shape.channels.count)
        }
        let skipped = Set(state.skippedIndices)
        let kept = (0..<set.count).filter { !skipped.contains($0) }
        let labels = set.labels?.selecting(kept)
        let attributes = set.attributes?.selecting(kept)
        let manifest = StoreManifest(
            count: state.written, channels: shape.channels,
            levels: sizes.enumerated().map { StoreManifest.Level($0, $1) },
            classNames: labels?.names, attributeNames: attributes?.names, recipe: recipe,
            skipped: state.skipped)
        try DatasetError.wrapping { () throws(ImageFileError) in
            let names = kept.map { set.name(at: $0) + "\n" }.joined()
            try AtomicFile.replace(
                building.appending(path: StoreManifest.namesFile), with: Array(names.utf8))
            if let labels {
                try NumPyArray(
                    shape: [kept.count], samples: .int32(labels.values.map { Int32($0) })
                ).write(to: building.appending(path: StoreManifest.labelsFile))
            }
            if let attributes {
                try NumPyArray(
                    shape: [kept.count, attributes.names.count],
                    samples: .float32(attributes.values)
                ).write(to: building.appending(path: StoreManifest.attributesFile))
            }
        }
        try moveIntoPlace()
        try JSONFile.write(manifest, to: folder.appending(path: StoreManifest.fileName))
        try filing { try FileManager.default.removeItem(at: building) }
    }

    private func moveIntoPlace() throws(DatasetError) {
        for name in try FolderListing.names(in: building) where name != StoreBuildState.fileName {
            let target = folder.appending(path: name)
            try filing {
                if FileManager.default.fileExists(atPath: target.path) {
                    try FileManager.default.removeItem(at: target)
                }
                try FileManager.default.moveItem(at: building.appending(path: name), to: target)
            }
        }
    }

    private func filing(_ body: () throws -> Void) throws(DatasetError) {
        do {
            try body()
        } catch {
            throw DatasetError(
                place: folder.shownPath,
                problem: "the store's files cannot be put in place (\(error))",
                remedy: "check the folder's permissions and build again")
        }
    }
}
