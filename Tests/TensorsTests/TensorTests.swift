// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import Tensors
import Testing

struct TensorTests {
    @Test func knowsItsShapeTypeAndPlace() throws {
        let x = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
        #expect(x.shape == [2, 3])
        #expect(x.rank == 2)
        #expect(x.count == 6)
        #expect(x.type == .float32)
        #expect(x.device == .cpu)
        #expect(x.description == "float32 [2, 3] on cpu")
        let number = try Tensor(2.5)
        #expect(number.shape == [])
        #expect(try number.item() == 2.5)
    }

    @Test func givesBackWhatItWasMadeOf() throws {
        #expect(try Tensor([1.5, -2] as [Float]).values() == [1.5, -2] as [Float])
        #expect(try Tensor([1.5, -2]).values() == [1.5, -2])
        #expect(try Tensor([3, -4]).values() == [3, -4])
        #expect(try Tensor([7, 255] as [UInt8]).values() == [7, 255] as [UInt8])
        #expect(try Tensor([true, false]).values() == [true, false])
        #expect(try Tensor([] as [Float]).values() == [] as [Float])
        #expect(try Tensor([1.5, 2.5]).values(as: Float.self) == [1.5, 2.5])
    }

    @Test func countsAndFills() throws {
        #expect(try Tensor.zeros([2]).values() == [0, 0] as [Float])
        #expect(try Tensor.ones([2], type: .int64).values() == [1, 1])
        #expect(try Tensor.range(from: 1, by: 0.5, count: 3).values() == [1, 1.5, 2] as [Float])
        #expect(try Tensor.identity(2).values() == [1, 0, 0, 1] as [Float])
    }

    @Test func convertsTypes() throws {
        let x = try Tensor([1.6, -1.6])
        #expect(try x.converted(to: .int64).values() == [1, -1])
        #expect(try x.converted(to: .bfloat16).type == .bfloat16)
        #expect(
            try x.converted(to: .float16).values(as: Double.self) == [1.599609375, -1.599609375])
    }

    @Test func readsInRowMajorOrderHoweverItLies() throws {
        let values = (0..<24).map(Float.init)
        let x = try Tensor(values, shape: [1, 2, 3, 4])
        let other = try x.channelsLast()
        #expect(other.isChannelsLast && !x.isChannelsLast)
        #expect(try other.values() == values)
        #expect(try other.rowMajor().isChannelsLast == false)
        let turned = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]).transposed()
        #expect(try turned.values() == [1, 4, 2, 5, 3, 6])
    }

    @Test func copiesImagesBothWays() throws {
        let images = (0..<3).map { index in
            Image(
                planes: (0..<3).map { channel in
                    Plane(
                        width: 5, height: 4,
                        samples: (0..<20).map { Float($0 + 100 * channel + 1000 * index) })
                }, channels: .rgb, range: .byte)
        }
        let batch = ImageBatch(images)
        let x = try Tensor(batch)
        #expect(x.shape == [3, 3, 4, 5])
        let corner = try x.element(2).element(1).element(3).element(4)
        #expect(try corner.item() == 2119)
        #expect(try x.imageBatch(range: .byte) == batch)
        #expect(try x.channelsLast().imageBatch(range: .byte) == batch)
    }

    @Test func drawsFromOurStreams() throws {
        var generator = (RandomStream(seed: 3) / "latent").generator()
        var same = generator
        let x = try Tensor.normal([2, 3], mean: 1, deviation: 2, using: &generator)
        #expect(try x.values(as: Float.self) == (0..<6).map { _ in Float(1 + 2 * same.normal()) })
        let mask = try Tensor.bernoulli([1000], probability: 0.25, using: &generator)
        #expect(abs(try mask.mean().item() - 0.25) < 0.06)
        let places = try Tensor.indices([50], below: 7, using: &generator)
        #expect(try places.values().allSatisfy { (0..<7).contains($0) })
    }
}
