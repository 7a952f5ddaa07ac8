// SPDX-License-Identifier: Apache-2.0

import Datasets
import Raster
import Testing

struct BatchStreamTests {
    /// Small images that tell which one they are; the last may have another size.
    struct NumberedSet: ImageSet {
        let count: Int
        var oddOneOut: Int?
        var summary: String { "\(count) numbers" }
        func name(at index: Int) -> String { "number \(index)" }
        func image(at index: Int) throws(DatasetError) -> Image {
            numbered(index, width: index == oddOneOut ? 9 : 8)
        }
        var labels: ImageLabels? { ImageLabels(values: (0..<count).map { $0 % 3 }) }
    }

    @Test func eachEpochShowsEveryImageOnceInAnOrderOfItsOwn() {
        var order = BatchOrder(count: 10, seed: 1)
        let first = (0..<10).map { order.index(at: $0) }
        let second = (10..<20).map { order.index(at: $0) }
        #expect(first.sorted() == Array(0..<10))
        #expect(second.sorted() == Array(0..<10))
        #expect(first != second)
        // Going back gives the same.
        #expect((0..<10).map { order.index(at: $0) } == first)
        var another = BatchOrder(count: 10, seed: 2)
        #expect((0..<10).map { another.index(at: $0) } != first)
    }

    @Test func batchSizeAndThreadsDoNotChangeWhatIsSeen() throws {
        let set = NumberedSet(count: 7)
        func seen(_ sizes: [Int], threads: ThreadCount) throws -> [Image] {
            var stream = BatchStream(
                set, seed: 3, range: .signed, augmentations: [.mirror], threads: threads)
            return try sizes.flatMap { size in
                let batch = try stream.next(count: size)
                #expect(batch.labels == batch.indices.map { $0 % 3 })
                return (0..<size).map { batch.images.image(at: $0) }
            }
        }
        let one = try seen([12], threads: .one)
        #expect(try seen([4, 4, 4], threads: ThreadCount(3)) == one)
        #expect(try seen([1, 5, 3, 2, 1], threads: ThreadCount(2)) == one)
        #expect(one.allSatisfy { $0.range == .signed })
    }

    @Test func positionIsAllThereIsToGoOn() throws {
        let set = NumberedSet(count: 5)
        var stream = BatchStream(set, seed: 9)
        _ = try stream.next(count: 4)
        let position = stream.position
        #expect(position == 4)
        let expected = try (0..<3).map { _ in try stream.next(count: 4) }
        var resumed = BatchStream(set, seed: 9)
        _ = try resumed.next(count: 3)
        resumed.position = position
        #expect(try (0..<3).map { _ in try resumed.next(count: 4) } == expected)
    }

    @Test func mirroringExchangesLeftAndRightOfHalfTheImages() throws {
        let set = NumberedSet(count: 200)
        var stream = BatchStream(set, seed: 4, augmentations: [.mirror])
        let batch = try stream.next(count: 200)
        var mirrored = 0
        for (place, index) in batch.indices.enumerated() {
            let image = batch.images.image(at: place)
            let original = numbered(index)
            if image == original { continue }
            mirrored += 1
            for row in 0..<8 {
                for column in 0..<8 {
                    #expect(image.planes[0][7 - column, row] == original.planes[0][column, row])
                }
            }
        }
        // 4 σ around 100 of 200.
        #expect((72...128).contains(mirrored))
    }

    @Test func imagesOfAnotherSizeAreNamed() throws {
        let set = NumberedSet(count: 3, oddOneOut: 2)
        var stream = BatchStream(set, seed: 1)
        let error = try #require(throws: DatasetError.self) { try stream.next(count: 3) }
        #expect(error.description.contains("number 2"))
        #expect(error.description.contains("9×8"))
        #expect(stream.position == 0)
    }
}
