// SPDX-License-Identifier: Apache-2.0

package import Datasets
package import Raster
internal import Synchronization

/// Reads images of a set, several at a time, and hands them on in order.
package struct ImageIntake {
    package let reading: SetReadingArguments
    package let threads: ThreadCount
    package let isQuiet: Bool

    /// Names how images are read, by how many threads, and whether progress is unwanted.
    package init(reading: SetReadingArguments, threads: ThreadCount, isQuiet: Bool) {
        self.reading = reading
        self.threads = threads
        self.isQuiet = isQuiet
    }

    /// Images that are read at once where the number makes no difference.
    package static let batchSize = 64

    /// Hands on the images at some indices as batches with their names.
    ///
    /// - Parameters:
    ///   - set: The images.
    ///   - path: What the set is called in messages.
    ///   - indices: Which images, in the order in which they are handed on.
    ///   - batchSize: How many at once; the last batch may be smaller.
    ///   - body: What takes them.
    /// - Throws: When an image cannot be read or is not like the first, and what `body` throws.
    package func forEachBatch(
        of set: any ImageSet, _ path: String, _ indices: [Int], batchSize: Int,
        _ body: (ImageBatch, [String]) throws -> Void
    ) throws {
        let progress = ProgressReporter(total: indices.count, unit: "images", isQuiet: isQuiet)
        defer { progress.finish() }
        var first: (image: Image, name: String)?
        for start in stride(from: 0, to: indices.count, by: batchSize) {
            let part = Array(indices[start..<min(indices.count, start + batchSize)])
            let images = try read(set, part, progress).map { result throws(ToolFailure) in
                do throws(DatasetError) {
                    return try result.get()
                } catch {
                    throw ToolFailure(
                        "\(error) (--skip-unreadable leaves out and lists such images)")
                }
            }
            let names = part.map { set.name(at: $0) }
            for (image, name) in zip(images, names) {
                let expected = first ?? (image, name)
                try require(image, name, toBeLike: expected.image, expected.name, path)
                first = expected
            }
            try body(ImageBatch(images), names)
        }
    }

    /// Reads every image once.
    ///
    /// - Returns: The indices of those that can be read, and a line for each of the others.
    package func survey(_ set: any ImageSet) -> (readable: [Int], problems: [String]) {
        let progress = ProgressReporter(total: set.count, unit: "images seen", isQuiet: isQuiet)
        defer { progress.finish() }
        var readable: [Int] = []
        var problems: [String] = []
        for start in stride(from: 0, to: set.count, by: Self.batchSize) {
            let part = Array(start..<min(set.count, start + Self.batchSize))
            for (index, result) in zip(part, read(set, part, progress)) {
                switch result {
                case .success: readable.append(index)
                case .failure(let error): problems.append(error.description)
                }
            }
        }
        return (readable, problems)
    }

    private func read(
        _ set: any ImageSet, _ indices: [Int], _ progress: ProgressReporter
    ) -> [Result<Image, DatasetError>] {
        let results = Mutex([Result<Image, DatasetError>?](repeating: nil, count: indices.count))
        threads.forEach(below: indices.count) { place in
            let result: Result<Image, DatasetError>
            do throws(DatasetError) {
                result = .success(try set.image(at: indices[place]).withoutAlpha)
            } catch {
                result = .failure(error)
            }
            results.withLock { $0[place] = result }
            progress.advance()
        }
        return results.withLock { $0 }.compactMap(\.self)
    }

    private func require(
        _ image: Image, _ name: String, toBeLike first: Image, _ firstName: String, _ path: String
    ) throws {
        guard image.size == first.size else {
            throw ToolFailure(
                "\(path): \(name) is \(image.size); every image must be the size of the first, "
                    + "\(firstName), which is \(first.size); --crop and --resize bring all to one "
                    + "size")
        }
        guard image.channels == first.channels else {
            throw ToolFailure(
                "\(path): \(name) is \(image.channels.rawValue); every image must have the channels "
                    + "of the first, \(firstName), which is \(first.channels.rawValue); --channels "
                    + "brings all to the same")
        }
        guard image.range == first.range else {
            throw ToolFailure(
                "\(path): \(name) has another range of values than the first image, \(firstName); "
                    + "keep files of one sample format in a set")
        }
    }
}
