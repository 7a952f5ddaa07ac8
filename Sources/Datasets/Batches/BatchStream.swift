// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
public import Raster
internal import SeededRandom
internal import Synchronization

/// Batches of a set in shuffled order, without end; the next one is read while this one is used.
///
/// ```swift
/// var batches = BatchStream(set, seed: 7, range: .signed, augmentations: [.mirror])
/// let batch = try batches.next(count: 64)
/// ```
///
/// ``position`` is all there is to know for going on: set it, and the stream gives what it would have
/// given then. Prepare the set first (``PreparedImageSet``), so that its images agree in size.
public struct BatchStream: Sendable {
    /// How many images have been drawn.
    ///
    /// Setting it goes to that place of the order.
    public var position = 0 {
        didSet { if position != oldValue { ahead = nil } }
    }
    /// The set.
    public let images: any ImageSet

    private var order: BatchOrder
    private let stream: RandomStream
    private let range: ValueRange?
    private let augmentations: [Augmentation]
    private let threads: ThreadCount
    private var ahead: Prefetch?

    /// Creates a stream that starts at the first epoch.
    ///
    /// - Parameters:
    ///   - images: Images of one size.
    ///   - seed: What order and augmentation come from.
    ///   - range: What the samples are converted to; nil leaves them.
    ///   - augmentations: What is done to each image when it is drawn.
    ///   - threads: How many threads may read images at once.
    public init(
        _ images: any ImageSet, seed: UInt64, range: ValueRange? = nil,
        augmentations: [Augmentation] = [], threads: ThreadCount = .allProcessors
    ) {
        self.images = images
        self.range = range
        self.augmentations = augmentations
        self.threads = threads
        order = BatchOrder(count: images.count, seed: seed)
        stream = RandomStream(seed: seed) / "augmentation"
    }

    /// Gives the next `count` images and starts to read as many after them.
    ///
    /// - Throws: `DatasetError` when an image cannot be read or is not like the others. The stream
    ///   stays where it was.
    public mutating func next(count: Int) throws(DatasetError) -> LabelledBatch {
        precondition(count > 0, "a batch of \(count) images")
        let batch: LabelledBatch
        if let ahead, ahead.request.places.count == count {
            batch = try ahead.result()
        } else {
            batch = try request(from: position, count).read()
        }
        ahead = nil
        let next = position + count
        position = next
        ahead = Prefetch(request(from: next, count))
        return batch
    }

    private mutating func request(from start: Int, _ count: Int) -> BatchRequest {
        let places = (start..<start + count).map { (position: $0, index: order.index(at: $0)) }
        return BatchRequest(
            images: images, places: places, stream: stream, range: range,
            augmentations: augmentations, threads: threads)
    }
}

/// A batch that is being read on another thread.
private final class Prefetch: Sendable {
    let request: BatchRequest
    private let outcome = Mutex<Result<LabelledBatch, DatasetError>?>(nil)
    private let done = DispatchGroup()

    init(_ request: BatchRequest) {
        self.request = request
        done.enter()
        DispatchQueue.global().async {
            let result = Result { () throws(DatasetError) in try request.read() }
            self.outcome.withLock { $0 = result }
            self.done.leave()
        }
    }

    /// Waits for the batch.
    func result() throws(DatasetError) -> LabelledBatch {
        done.wait()
        guard let result = outcome.withLock({ $0 }) else {
            preconditionFailure("a batch that was waited for is there")
        }
        return try result.get()
    }
}
