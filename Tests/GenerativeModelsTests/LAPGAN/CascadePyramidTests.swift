// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Tensors
import Testing

struct CascadePyramidTests {
    @Test(
        "Each pair of operators splits and restores as computed elsewhere",
        arguments: [
            (PyramidOperators.box2, "box_nearest"), (.binomial5, "binomial5_reflect101"),
            (.torch7, "torch7_area_alignedlinear"),
        ])
    func operators(_ operators: PyramidOperators, _ name: String) throws {
        let goldens = try LAPGANOperations.load().pyramidOperators
        let golden = try #require(goldens.cases[name])
        let pyramid = try CascadePyramid(sides: [8, 4], operators: operators)
        for (type, tolerance) in [(ElementType.float64, 1e-12), (.float32, 1e-5)] {
            let image = try goldens.image0.tensor(type)
            let coarse = try pyramid.reduced(image, from: 0)
            try expect(coarse, golden.image1.data, tolerance: tolerance)
            let low = try pyramid.lowPass(image, at: 0)
            try expect(low, golden.low0.data, tolerance: tolerance)
            let band = try image - low
            try expect(band, golden.band0.data, tolerance: tolerance)
            try expect(
                pyramid.collapsed(coarse: coarse, band: band), goldens.image0.data,
                tolerance: type == .float64 ? 1e-15 : 1e-6)
        }
    }

    @Test func torchTakesAnyRatio() throws {
        let goldens = try LAPGANOperations.load()
        let shrinking = try CascadePyramid(sides: [6, 4], operators: .torch7)
        try expect(
            shrinking.reduced(goldens.torch7Scale[0].input.tensor(), from: 0),
            goldens.torch7Scale[0].output.data, tolerance: 1e-12)
        let enlarging = try CascadePyramid(sides: [9, 6], operators: .torch7)
        try expect(
            enlarging.enlarged(goldens.torch7Scale[1].input.tensor(), to: 0),
            goldens.torch7Scale[1].output.data, tolerance: 1e-12)
        let cifar = try CascadePyramid(sides: [28, 14, 8], operators: .torch7)
        let golden = goldens.torch7From14To28
        try expect(
            cifar.enlarged(golden.coarse14.tensor(), to: 0).slice(0..<1, along: 2),
            golden.firstRow, tolerance: 1e-12)
        let image = try cifar.enlarged(golden.coarse14.tensor(), to: 0)
        #expect(try cifar.reduced(image, to: 2).shape == [1, 1, 8, 8])
    }

    @Test("2×2 by hand: [[1, 3], [5, 7]] has mean 4 and a band of energy 20")
    func byHand() throws {
        let pyramid = try CascadePyramid(sides: [2, 1], operators: .box2)
        let image = try Tensor([1.0, 3, 5, 7], shape: [1, 1, 2, 2])
        #expect(try pyramid.reduced(image, from: 0).item() == 4)
        let band = try image - pyramid.lowPass(image, at: 0)
        #expect(try band.values(as: Double.self) == [-3, -1, 1, 3])
        #expect(try band.squared().sum().item() == 20)
    }

    @Test func samplingIsTheRecursion() throws {
        let golden = try LAPGANOperations.load().samplingRecursion
        let pyramid = try CascadePyramid(sides: [8, 4, 2], operators: .box2)
        let first = try pyramid.collapsed(
            coarse: golden.image2.tensor(), band: golden.band1.tensor())
        try expect(first, golden.image1.data, tolerance: 1e-12)
        let second = try pyramid.collapsed(coarse: first, band: golden.band0.tensor())
        try expect(second, golden.image0.data, tolerance: 1e-12)
    }

    @Test func refusesLevelsThatDoNotFollow() {
        #expect(
            throws: CascadeError(
                "levels of 28 and 8 pixels do not follow each other by box2; halve the side, or use "
                    + "torch7, which takes any ratio")
        ) { try CascadePyramid(sides: [28, 8], operators: .box2) }
        #expect(throws: CascadeError.self) {
            try CascadePyramid(sides: [8, 16], operators: .torch7)
        }
        #expect(throws: CascadeError.self) { try CascadePyramid(sides: [], operators: .box2) }
    }
}
