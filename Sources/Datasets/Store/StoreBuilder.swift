// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
public import Raster
internal import Synchronization

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Packs a set into a ``MultiLevelStore``.
///
/// The arrays grow in the hidden folder `.building` and are put in place when they are whole; a build
/// that was stopped, however it was stopped, goes on behind the last chunk that was written. The bytes
/// depend on the set and the preparation alone.
public struct StoreBuilder: Sendable {
    /// What a build did.
    public struct Report: Sendable, Equatable {
        /// The images in the store.
        public let count: Int
        /// How many of them, and of those skipped, an earlier run had dealt with.
        public let resumed: Int
        /// The sizes of the levels, finest first.
        public let sizes: [ImageSize]
        /// What could not be read and was left out, each in a sentence that names it.
        public let skipped: [String]
    }

    let set: any ImageSet
    let folder: URL
    let recipe: StoreManifest.Recipe

    /// Plans a build.
    ///
    /// - Parameters:
    ///   - set: The images.
    ///   - preparation: What is done to each; sizes and channels must agree afterwards.
    ///   - levels: The number of levels, or nil to halve down to 4 pixels or an odd side.
    ///   - skipsUnreadable: Leave out images that cannot be read or do not fit, instead of stopping.
    ///   - folder: The store's folder.
    public init(
        _ set: any ImageSet, _ preparation: Preparation, levels: Int?, skipsUnreadable: Bool,
        at folder: URL
    ) {
        self.set = PreparedImageSet(set, preparation)
        self.folder = folder
        recipe = StoreManifest.Recipe(
            source: set.summary, sourceCount: set.count, sourceNames: Self.hash(of: set),
            preparation: preparation, levels: levels, skipsUnreadable: skipsUnreadable)
    }

    /// Builds the store, or what is left of it to build.
    ///
    /// - Parameters:
    ///   - threads: How many images are read at once.
    ///   - progress: Is told the number of images of the source that are done.
    /// - Returns: What is in the store, and what was left out.
    /// - Throws: When an image cannot be read or does not fit and is not to be skipped, when none can be
    ///   read, when the folder holds another store, or it cannot be written to.
    public func build(
        threads: ThreadCount, progress: (Int) -> Void = { _ in }
    ) throws(DatasetError) -> Report {
        if let whole = try finishedReport() { return whole }
        var state = try startingState()
        let resumed = state.done
        progress(state.done)
        while state.done < set.count {
            let end = min(state.done + chunkLength(state, threads), set.count)
            try add(state.done..<end, to: &state, threads)
            try JSONFile.write(state, to: building.appending(path: StoreBuildState.fileName))
            progress(state.done)
        }
        guard let shape = state.shape, state.written > 0 else {
            throw DatasetError(
                place: recipe.source, problem: "none of its \(set.count) images can be read",
                remedy: "look at what \(state.skipped.first ?? "it") says")
        }
        try finish(state, shape)
        return Report(
            count: state.written, resumed: resumed, sizes: shape.sizes(levels: recipe.levels),
            skipped: state.skipped)
    }

    var building: URL { folder.appending(path: ".building") }

    /// The report on a store that is there already and was made by the same recipe.
    private func finishedReport() throws(DatasetError) -> Report? {
        let place = folder.appending(path: StoreManifest.fileName)
        guard FileManager.default.fileExists(atPath: place.path) else { return nil }
        let manifest: StoreManifest = try JSONFile.read(place)
        guard manifest.recipe == recipe else { throw otherStore(manifest.recipe) }
        return Report(
            count: manifest.count, resumed: set.count,
            sizes: manifest.levels.map { ImageSize(width: $0.width, height: $0.height) },
            skipped: manifest.skipped)
    }

    private func startingState() throws(DatasetError) -> StoreBuildState {
        let place = building.appending(path: StoreBuildState.fileName)
        if FileManager.default.fileExists(atPath: place.path) {
            let state: StoreBuildState = try JSONFile.read(place)
            guard state.recipe == recipe else { throw otherStore(state.recipe) }
            return state
        }
        try DatasetError.wrapping { () throws(ImageFileError) in try AtomicFolder.make(building) }
        return StoreBuildState(recipe: recipe)
    }

    private func otherStore(_ found: StoreManifest.Recipe) -> DatasetError {
        DatasetError(
            place: folder.shownPath,
            problem: "this folder holds a store of \(found.source) that was made in another way",
            remedy: "name another folder or remove this one")
    }

    /// As many images as make 64 MiB, but at least four a thread.
    private func chunkLength(_ state: StoreBuildState, _ threads: ThreadCount) -> Int {
        guard let shape = state.shape else { return 1 }
        return max(4 * threads.count, (64 << 20) / (shape.size.area * shape.channels.count * 4))
    }

    /// Reads some images and writes them behind those that are there.
    private func add(
        _ range: Range<Int>, to state: inout StoreBuildState, _ threads: ThreadCount
    ) throws(DatasetError) {
        let read = Mutex([Result<Image, DatasetError>?](repeating: nil, count: range.count))
        threads.forEach(below: range.count) { place in
            let image: Result<Image, DatasetError>
            do throws(DatasetError) {
                image = .success(try set.image(at: range.lowerBound + place))
            } catch {
                image = .failure(error)
            }
            read.withLock { $0[place] = image }
        }
        var images: [Image] = []
        for (place, result) in read.withLock({ $0 }).enumerated() {
            let index = range.lowerBound + place
            do throws(DatasetError) {
                guard let result else { continue }
                let image = try result.get()
                if state.shape == nil {
                    state.shape = try newShape(image, set.name(at: index))
                }
                try state.shape?.check(image, name: set.name(at: index))
                images.append(image)
            } catch {
                guard recipe.skipsUnreadable else { throw error }
                state.skipped.append(error.description)
                state.skippedIndices.append(index)
            }
        }
        if let shape = state.shape { try append(images, shape, &state, threads) }
        state.done = range.upperBound
    }

    private func newShape(
        _ image: Image, _ name: String
    ) throws(DatasetError) -> StoreBuildState.Shape {
        let possible = BoxLevels.sizes(from: image.size).count
        if let levels = recipe.levels, levels > possible {
            throw DatasetError(
                place: name,
                problem: "\(image.size) can be halved to \(possible) levels of at least 4 pixels, "
                    + "not to \(levels)",
                remedy: "ask for fewer levels or resize to a power of two")
        }
        return StoreBuildState.Shape(
            width: image.width, height: image.height, channels: image.channels)
    }

    private func append(
        _ images: [Image], _ shape: StoreBuildState.Shape, _ state: inout StoreBuildState,
        _ threads: ThreadCount
    ) throws(DatasetError) {
        let sizes = shape.sizes(levels: recipe.levels)
        let packed = Mutex([[[UInt8]]](repeating: [], count: images.count))
        threads.forEach(below: images.count) { place in
            let levels = BoxLevels.bytes(of: images[place], count: sizes.count)
            packed.withLock { $0[place] = levels }
        }
        let rows = packed.withLock { $0 }
        for (level, size) in sizes.enumerated() {
            let file = try PositionedFile(path: path(ofLevel: level, size))
            let length = size.area * shape.channels.count
            let header = shape.header(count: set.count, size).count
            try file.write(
                rows.flatMap { $0[level] }, at: header + state.written * length)
        }
        state.written += images.count
    }

    func path(ofLevel level: Int, _ size: ImageSize) -> String {
        building.appending(path: StoreManifest.Level(level, size).file).shownPath
    }

    private static func hash(of set: any ImageSet) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<set.count {
            for byte in set.name(at: index).utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            }
            hash = (hash ^ 0x0A) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
