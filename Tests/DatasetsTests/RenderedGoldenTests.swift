// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Datasets

/// Rendered sets against numbers of an independent program; see `Fixtures/datasets/README.md`.
struct RenderedGoldenTests {
    @Test func shapes32IsTheSetByteForByte() throws {
        let golden = try Fixture.json("datasets/shapes32.json", as: GoldenShapes.self)
        #expect(!golden.images.isEmpty)
        for expected in golden.images {
            let shape = Shapes32(seed: 0, index: expected.index)
            let planes = shape.image().planes.map { $0.samples.map { UInt8($0) } }
            #expect(shape.label == expected.label)
            #expect(planes.map { $0.reduce(0) { $0 + Int($1) } } == expected.channelSums)
            #expect(planes[0][16 * 32..<17 * 32].map { Int($0) } == expected.row16Red)
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in planes.joined() { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            #expect(String(hash, radix: 16) == expected.fnv1a64Hex)
        }
        let set = RenderedImageSet(.shapes32, seed: 0, count: golden.aggregate.count)
        #expect(set.labels?.counts == golden.aggregate.labelCounts)
        var sums = [0, 0, 0]
        for index in 0..<set.count {
            for (channel, plane) in set.image(at: index).planes.enumerated() {
                sums[channel] += plane.samples.reduce(0) { $0 + Int($1) }
            }
        }
        #expect(sums == golden.aggregate.channelByteSums)
    }

    @Test func labelsOfShapes32AreThoseOfTheDefinition() {
        let set = RenderedImageSet(.shapes32, seed: 0, count: 20_000)
        #expect(set.labels?.counts == [6725, 6605, 6670])
    }

    @Test func roomsAreThoseOfTheReference() throws {
        let golden = try Fixture.json("datasets/rooms.json", as: GoldenRooms.self)
        #expect(golden.scenes.count == 5)
        for expected in golden.scenes {
            let scene = RoomScene(seed: expected.seed, index: expected.index)
            #expect(abs(scene.width - expected.scene.width) < 1e-12)
            #expect(scene.objects.count == expected.scene.obj.count)
            #expect(scene.lights.count == expected.scene.lights.count)
            #expect(abs(scene.ambient - expected.scene.amb) < 1e-12)
            expectNear(scene.camera.forward, expected.cameraBasis["forward"], 1e-12)
            expectNear(scene.camera.right, expected.cameraBasis["right"], 1e-12)
            expectNear(scene.camera.up, expected.cameraBasis["up"], 1e-12)
            let renderer = RoomRenderer(scene: scene)
            let side = expected.size
            let picture = renderer.picture(side: side)
            let normals = renderer.normals(side: side)
            for pixel in expected.pixels {
                let view = renderer.view(pixel.col, pixel.row, side: side)
                #expect(view.surface == pixel.surface)
                #expect(abs(view.distance - pixel.distance) < 1e-9)
                expectNear(view.albedo, pixel.albedo, 1e-6)
                let place = pixel.row * side + pixel.col
                expectNear(picture.channels.map { $0[place] }, pixel.rgb, 1e-6)
                expectNear(normals.channels.map { $0[place] }, pixel.normalCamera, 1e-6)
            }
            expectNear(picture.channels.map(mean), expected.meanRgb, 1e-6)
            expectNear(normals.channels.map(mean), expected.meanNormal, 1e-6)
            var distances = 0.0
            for row in 0..<side {
                for column in 0..<side {
                    distances += renderer.view(column, row, side: side).distance
                }
            }
            #expect(abs(distances / Double(side * side) - expected.meanDistance) < 1e-6)
        }
    }

    @Test func eyesAreThoseOfTheReference() throws {
        let golden = try Fixture.json("datasets/eyes.json", as: GoldenEyes.self)
        #expect(golden.samples.count == 7)
        for expected in golden.samples {
            let domain = try #require(EyeDomain(rawValue: expected.domain))
            let eye = EyeRenderer(seed: expected.seed, index: expected.index, domain: domain)
            expectNear(eye.geometry.gaze, expected.gaze, 1e-12)
            let values = eye.values()
            let width = EyeRenderer.size.width
            for pixel in expected.pixels {
                #expect(abs(values[pixel.row * width + pixel.col] - pixel.value) < 1e-6)
            }
            #expect(abs(mean(values) - expected.mean) < 1e-6)
            let square = mean(values.map { $0 * $0 }) - mean(values) * mean(values)
            #expect(abs(square.squareRoot() - expected.std) < 1e-6)
            let centre = EyeLandmarks(eye.geometry).irisCentre
            expectNear([centre.x, centre.y], expected.irisCentre, 1e-9)
            if let pixels = expected.pixelsWithoutNoise {
                let clean = eye.values(hasNoise: false)
                for pixel in pixels {
                    #expect(abs(clean[pixel.row * width + pixel.col] - pixel.value) < 1e-6)
                }
                #expect(abs(mean(clean) - (expected.meanWithoutNoise ?? .nan)) < 1e-6)
            }
        }
    }

    @Test func facesAreThoseOfTheReference() throws {
        let golden = try Fixture.json("datasets/faces.json", as: GoldenFaces.self)
        #expect(golden.samples.count == 7)
        #expect(golden.textureNames == FaceAttribute.texture.map(\.name))
        #expect(golden.colourNames == FaceAttribute.colour.map(\.name))
        for expected in golden.samples {
            let face = FaceParameters(seed: expected.seed, index: expected.index)
            #expect(
                FaceAttribute.texture.map { face.has($0) ? 1 : 0 } == expected.textureAttributes)
            #expect(FaceAttribute.colour.map { face.has($0) ? 1 : 0 } == expected.colourAttributes)
            let canvas = FaceRenderer(face, side: expected.size).draw()
            for pixel in expected.pixels {
                let place = pixel.row * expected.size + pixel.col
                let values = canvas.channels.map { $0[place] }
                expectNear(values, pixel.rgb + [pixel.sketch], 1e-6)
            }
            expectNear(
                canvas.channels.map(mean), expected.meanRgb + [expected.meanSketch], 1e-6)
            let dark = canvas.channels[3].map { $0 < 0.5 ? 1.0 : 0 }
            #expect(abs(mean(dark) - expected.darkSketchFraction) < 1e-12)
        }
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    private func expectNear(
        _ vector: Vector, _ expected: [Double]?, _ tolerance: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectNear(
            [vector.x, vector.y, vector.z], expected, tolerance, sourceLocation: sourceLocation)
    }

    private func expectNear(
        _ values: [Double], _ expected: [Double]?, _ tolerance: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let expected, expected.count == values.count else {
            Issue.record(
                "no \(values.count) values to compare with", sourceLocation: sourceLocation)
            return
        }
        for (value, wanted) in zip(values, expected) {
            #expect(abs(value - wanted) < tolerance, sourceLocation: sourceLocation)
        }
    }
}
