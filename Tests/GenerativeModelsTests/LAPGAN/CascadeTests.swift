// SPDX-License-Identifier: Apache-2.0

import Datasets
import GenerativeModels
import Layers
import Raster
import Tensors
import Testing

struct CascadeTests {
    private func cascade(classes: Int = 0, emptied: Bool = false) throws -> LaplacianCascade {
        let recipe = LAPGANRecipe.tiny
        let pyramid = try CascadePyramid(sides: recipe.sides, operators: recipe.operators)
        let generators = try recipe.levels.enumerated().map { index, level in
            let generator = try LevelGenerator(
                level.architecture, LevelShape(side: level.side, classes: classes),
                seed: UInt64(index))
            if emptied {
                for entry in generator.parameters.trained {
                    try withoutGradient { () throws(TensorError) in
                        try entry.tensor.fill(with: 0)
                    }
                }
            }
            return generator.network
        }
        return LaplacianCascade(pyramid: pyramid, classes: classes, generators: generators)
    }

    @Test("A generator of zeros adds nothing: a chain of them is uᴷ of the coarsest image")
    func zeroGenerators() throws {
        let cascade = try cascade(emptied: true)
        let draws = Draws(0..<2, seed: 1)
        let coarse = try Tensor(
            (0..<96).map { Float($0) / 50 - 1 }, shape: [2, 3, 4, 4])
        let chain = try cascade.refine(coarse, from: 2, draws)
        #expect(chain.map(\.shape) == [[2, 3, 4, 4], [2, 3, 8, 8], [2, 3, 16, 16]])
        let pyramid = cascade.pyramid
        let expected = try pyramid.enlarged(pyramid.enlarged(coarse, to: 1), to: 0)
        #expect(try chain[2].values(as: Float.self) == expected.values(as: Float.self))
    }

    @Test("Image i of a seed is the same in any batch")
    func samplesDoNotDependOnBatches() throws {
        for classes in [0, 3] {
            let samples = CascadeSamples(try cascade(classes: classes))
            let all = try samples.images(0..<6, seed: 5).roundedToBytes
            let some = try samples.images(4..<5, seed: 5).roundedToBytes
            #expect(all.image(at: 4) == some.image(at: 0))
            #expect(
                try samples.images(4..<5, seed: 6).roundedToBytes.image(at: 0)
                    != some.image(at: 0))
        }
    }

    /// Images of one grey each, as far from black as their index.
    private struct Greys: ImageGenerator {
        let size: ImageSize

        func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
            ImageBatch(
                indices.map { index in
                    let plane = Plane(
                        width: size.width, height: size.height,
                        filledWith: Float(index) / 8 - 1)
                    return Image(planes: [plane, plane, plane], channels: .rgb, range: .signed)
                })
        }
    }

    @Test("Another generator's images are completed from the level that they are")
    func startsElsewhere() throws {
        let cascade = try cascade(emptied: true)
        for side in [4, 8] {
            let start = CascadeStart.generator(Greys(size: ImageSize(width: side, height: side)))
            let batch = try CascadeSamples(cascade, start: start).images(3..<6, seed: 1)
            for (place, index) in (3..<6).enumerated() {
                // Networks of zeros add nothing, and an enlarged grey is that grey.
                #expect(
                    batch.image(at: place).planes[1].samples.allSatisfy {
                        $0 == Float(index) / 8 - 1
                    })
            }
            let twice = try CascadeSheet(cascade, seed: 1, variants: 2, start: start)
                .images(2..<6, seed: 1)
            #expect(
                (0..<4).map { 8 * (1 + twice.image(at: $0).planes[0][0, 0]) } == [1, 1, 2, 2])
        }
        let wrong = CascadeStart.generator(Greys(size: ImageSize(width: 16, height: 16)))
        #expect {
            _ = try CascadeSamples(cascade, start: wrong).images(0..<1, seed: 1)
        } throws: {
            "\($0)".contains("makes 16×16, and the cascade goes on from 8×8 or 4×4")
        }
    }

    @Test("Variants share the coarse image and differ in what is finer")
    func variants() throws {
        let sheet = CascadeSheet(try cascade(), seed: 3, variants: 2)
        let batch = try sheet.images(0..<4, seed: 3)
        #expect(batch.image(at: 0) != batch.image(at: 1))
        let chain = try sheet.chain(0..<2)
        // Three columns of 96 pixels with gaps of 2; the first column's rows are equal.
        #expect(chain.size == ImageSize(width: 3 * 98 + 2, height: 2 * 98 + 2))
        let cells = [2, 100].map { y in
            chain.planes[0].cropped(x: 2, y: y, to: ImageSize(width: 96, height: 96))
        }
        #expect(cells[0] == cells[1])
    }

    @Test("The nearest neighbour of an image of the set is the image itself")
    func neighbours() throws {
        let shapes = RenderedImageSet(.shapes32, seed: 0, count: 6)
        let sheet = try NearestNeighbours.sheet(
            of: ImageBatch([shapes.image(at: 4)]), in: shapes, count: 2)
        #expect(sheet.size == ImageSize(width: 3 * 66 + 2, height: 68))
        let cells = [2, 68, 134].map { x in
            sheet.planes[0].cropped(x: x, y: 2, to: ImageSize(width: 64, height: 64))
        }
        #expect(cells[0] == cells[1])
        #expect(cells[0] != cells[2])
    }

    @Test("A class may be asked for, and is drawn evenly otherwise")
    func classes() {
        #expect(Draws(0..<5, seed: 1, classes: 3, label: 2).labels == [2, 2, 2, 2, 2])
        let drawn = Draws(0..<300, seed: 1, classes: 3).labels
        for label in 0..<3 { #expect((70...130).contains(drawn.count { $0 == label })) }
    }
}
