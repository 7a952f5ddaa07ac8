// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite struct PlaneTests {
    @Test func copiesShareNothingOnceOneIsWritten() {
        let original = Plane(width: 3, height: 2, samples: [1, 2, 3, 4, 5, 6])
        var copy = original
        copy[2, 1] = 9
        #expect(original.samples == [1, 2, 3, 4, 5, 6])
        #expect(copy.samples == [1, 2, 3, 4, 5, 9])
    }

    @Test func cropTakesTheNamedRows() {
        let plane = Plane(width: 3, height: 3, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(
            plane.cropped(x: 1, y: 1, to: ImageSize(width: 2, height: 2)).samples == [5, 6, 8, 9])
    }

    @Test func batchGivesItsImagesBack() {
        let images = (0..<3).map { index in
            Image(
                planes: (0..<3).map {
                    Plane(width: 2, height: 2, filledWith: Float(index * 10 + $0))
                },
                channels: .rgb, range: .byte)
        }
        let batch = ImageBatch(images)
        #expect((0..<3).map(batch.image(at:)) == images)
    }

    @Test func rangesConvertThereAndBack() {
        let image = Image(Plane(width: 2, height: 1, samples: [0, 255]), range: .byte)
        #expect(image.converted(to: .signed).planes[0].samples == [-1, 1])
        #expect(image.converted(to: .signed).converted(to: .byte) == image)
    }
}
