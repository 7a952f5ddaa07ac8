// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import SeededRandom
internal import Synchronization

/// Which images make a batch, and how they are read.
struct BatchRequest: Sendable {
    let images: any ImageSet
    /// Where in the order each image stands, and which one it is.
    let places: [(position: Int, index: Int)]
    let stream: RandomStream
    let range: ValueRange?
    let augmentations: [Augmentation]
    let threads: ThreadCount

    /// Reads the images, several at a time.
    func read() throws(DatasetError) -> LabelledBatch {
        let outcomes = Mutex([Result<Image, DatasetError>?](repeating: nil, count: places.count))
        threads.forEach(below: places.count) { place in
            let outcome = Result { () throws(DatasetError) in try image(places[place]) }
            outcomes.withLock { $0[place] = outcome }
        }
        var read: [Image] = []
        for outcome in outcomes.withLock({ $0 }) {
            guard let outcome else { preconditionFailure("every place was read") }
            read.append(try outcome.get())
        }
        for (image, place) in zip(read, places) {
            guard image.size == read[0].size, image.channels == read[0].channels,
                image.range == read[0].range
            else {
                throw DatasetError(
                    place: images.name(at: place.index),
                    problem: "the image is \(image.channels.rawValue) \(image.size), and "
                        + "\(images.name(at: places[0].index)) of the same batch is "
                        + "\(read[0].channels.rawValue) \(read[0].size)",
                    remedy: "crop or resize the set")
            }
        }
        let indices = places.map(\.index)
        return LabelledBatch(
            images: ImageBatch(read), indices: indices,
            labels: images.labels.map { labels in indices.map { labels.values[$0] } } ?? [])
    }

    private func image(_ place: (position: Int, index: Int)) throws(DatasetError) -> Image {
        var image = try images.image(at: place.index)
        if let range { image = image.converted(to: range) }
        for augmentation in augmentations {
            var generator = (stream / augmentation.rawValue / place.position).generator()
            switch augmentation {
            case .mirror:
                if generator.uniform() < 0.5 { image = image.mapPlanes(\.mirroredLeftToRight) }
            }
        }
        return image
    }
}

extension Plane {
    /// The plane with left and right exchanged.
    fileprivate var mirroredLeftToRight: Plane {
        var mirrored = self
        unsafe mirrored.withUnsafeMutableSamples { target in
            unsafe withUnsafeSamples { source in
                for row in 0..<height {
                    let start = row * width
                    for column in 0..<width {
                        unsafe target[start + column] = source[start + width - 1 - column]
                    }
                }
            }
        }
        return mirrored
    }
}
