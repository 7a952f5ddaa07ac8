// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import InceptionScoring
public import Raster
internal import Synchronization
internal import Tensors

extension NetworkClassifier {
    /// What the classifier sees in all images of a set.
    ///
    /// Each thread reads, resizes and classifies a part of the images by itself, with one thread of
    /// LibTorch's: while one waits for a file, another computes, and what an image gives does not
    /// depend on how many there are. Parts are cut in the order of the images' names.
    ///
    /// - Parameters:
    ///   - set: Images of any sizes.
    ///   - name: What the set is called in messages.
    ///   - batchSize: How many images the network sees at once; nil for what suits it.
    ///   - threads: How many threads may work.
    ///   - progress: Told how many images more are done, on any thread.
    /// - Returns: Logits and features of each image.
    /// - Throws: `DatasetError` when an image cannot be read, and `TensorError` when LibTorch cannot
    ///   run the network.
    public func evidence(
        of set: any ImageSet, name: String, batchSize: Int? = nil,
        threads: ThreadCount = .allProcessors, progress: @Sendable (Int) -> Void = { _ in }
    ) throws -> ClassifierEvidence {
        let size = batchSize ?? network.batchSize
        precondition(size >= 1, "a batch of \(size) images")
        let names = (0..<set.count).map { set.name(at: $0) }
        let order = names.indices.sorted {
            names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        let parts = stride(from: 0, to: order.count, by: size).map {
            Array(order[$0..<min($0 + size, order.count)])
        }
        let outcomes = Mutex(
            [Result<ClassifierEvidence, any Error>?](
                repeating: nil, count: parts.count))
        let hasFailed = Mutex(false)
        let before = Engine.threads
        threads.forEach(below: parts.count) { index in
            guard !hasFailed.withLock({ $0 }) else { return }
            let outcome = Result { try part(parts[index], of: set, name: name) }
            if case .failure = outcome { hasFailed.withLock { $0 = true } }
            outcomes.withLock { $0[index] = outcome }
            progress(parts[index].count)
        }
        try Engine.use(before)
        var evidence = ClassifierEvidence(name: name)
        for outcome in outcomes.withLock({ $0 }) {
            // Where there is none, a part failed, and it is in here too.
            if let outcome { try evidence.merge(try outcome.get()) }
        }
        return evidence
    }

    private func part(
        _ indices: [Int], of set: any ImageSet, name: String
    ) throws -> ClassifierEvidence {
        // The setting is the thread's.
        try Engine.use(.one)
        var images: [Image] = []
        for index in indices { images.append(input.prepared(try set.image(at: index))) }
        var evidence = ClassifierEvidence(name: name)
        try evidence.add(
            ImageBatch(images), names: indices.map { set.name(at: $0) }, seenBy: self)
        return evidence
    }
}
