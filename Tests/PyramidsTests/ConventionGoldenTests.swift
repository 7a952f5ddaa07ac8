// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import TestSupport
import Testing

/// Each convention against values that the peer itself computed.
@Suite struct ConventionGoldenTests {
    typealias Matrix = [[Double]]

    private func plane(_ matrix: Matrix) -> DoublePlane {
        DoublePlane(
            size: ImageSize(width: matrix[0].count, height: matrix.count),
            samples: matrix.flatMap { $0 })
    }

    private func expect(
        _ plane: DoublePlane, equals matrix: Matrix, within tolerance: Double,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(plane.size == self.plane(matrix).size, sourceLocation: location)
        let worst =
            zip(plane.samples, matrix.flatMap { $0 }).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst <= tolerance, sourceLocation: location)
    }

    private func expect(
        _ plane: DoublePlane, matches statistics: FixtureStatistics, within tolerance: Double,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect([plane.height, plane.width] == statistics.shape, sourceLocation: location)
        for probe in statistics.probes {
            let found = plane[probe.index[1], probe.index[0]]
            #expect(abs(found - probe.value[0]) <= tolerance, sourceLocation: location)
        }
        // The samples of a band cancel, and each carries the rounding of the image it was cut from:
        // what can be held is the mean.
        let count = Double(plane.samples.count)
        let mean = plane.samples.reduce(0, +) / count
        #expect(abs(mean - statistics.sum.values[0] / count) <= tolerance, sourceLocation: location)
        let squares = plane.samples.reduce(0) { $0 + $1 * $1 }
        #expect(
            abs(squares - statistics.sumOfSquares) <= max(1e-12, tolerance) * max(1, squares),
            sourceLocation: location)
    }

    // MARK: OpenCV

    // The names are the keys of the fixture.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    private struct OpenCVTiny: Decodable {
        let input: Matrix
        let pyrDown: Matrix
        let pyrUp_of_down_even_size: Matrix
        let pyrUp_of_down_cropped_to_input: Matrix
        let pyrUp_of_down_size_2n_plus_1: Matrix
        let laplacian: Matrix?
        let laplacian_int16: Matrix?
    }

    @Test func openCVFloat() throws {
        let golden: OpenCVTiny = try Fixture.json("pyramids/P01_opencv_tiny_f32_6x8.json")
        let image = Plane(plane(golden.input))
        let executor = PlaneExecutor(.mirror101, threads: .one)
        let coarse = executor.reduce(image)
        expect(DoublePlane(coarse), equals: golden.pyrDown, within: 1e-6)
        for (matrix, width, height) in [
            (golden.pyrUp_of_down_even_size, 8, 6),
            (golden.pyrUp_of_down_cropped_to_input, 8, 6),
            (golden.pyrUp_of_down_size_2n_plus_1, 9, 7),
        ] {
            let expanded = executor.expand(coarse, to: ImageSize(width: width, height: height))
            // OpenCV's sums are rounded in single precision, at values up to 255.
            expect(DoublePlane(expanded), equals: matrix, within: 2e-5)
        }
        let laplacian = try #require(golden.laplacian)
        expect(DoublePlane(executor.split(image).band), equals: laplacian, within: 2e-5)
    }

    @Test(arguments: ["P02_opencv_tiny_u8_7x5", "P02b_opencv_tiny_u8_1x9"])
    func openCVBytes(_ name: String) throws {
        try expectIntegers(name, UInt8.self)
    }

    @Test func openCVWords() throws { try expectIntegers("P02c_opencv_tiny_u16_5x6", UInt16.self) }

    private func expectIntegers<Sample: PyramidSample>(_ name: String, _: Sample.Type) throws {
        let golden: OpenCVTiny = try Fixture.json("pyramids/\(name).json")
        let input = plane(golden.input)
        let image = IntegerPlane(size: input.size, samples: input.samples.map { Sample($0) })
        let coarse = image.reduced()
        expect(DoublePlane(Plane(coarse)), equals: golden.pyrDown, within: 0)
        let even = ImageSize(width: 2 * coarse.width, height: 2 * coarse.height)
        expect(
            DoublePlane(Plane(coarse.expanded(to: even))), equals: golden.pyrUp_of_down_even_size,
            within: 0)
        expect(
            DoublePlane(Plane(coarse.expanded(to: image.size))),
            equals: golden.pyrUp_of_down_cropped_to_input, within: 0)
        let pyramid = IntegerLaplacianPyramid(decomposing: image, levels: 1)
        // The 16-bit Laplacian of the fixture was subtracted in uint16, so it is known modulo 65536.
        let laplacian = try #require(golden.laplacian ?? golden.laplacian_int16).flatMap { $0 }
        let isWrapped = golden.laplacian != nil
        #expect(
            pyramid.bands[0].samples.map { isWrapped ? Int($0) & 0xFFFF : Int($0) }
                == laplacian.map { Int($0) })
        #expect(pyramid.collapsed() == image)
    }

    @Test func openCVBorders() throws {
        // The names are the keys of the fixture.
        // swift-format-ignore: AlwaysUseLowerCamelCase
        struct Borders: Decodable {
            let input, BORDER_REFLECT_101, BORDER_REFLECT, BORDER_REPLICATE, BORDER_WRAP: Matrix
        }
        let golden: Borders = try Fixture.json("pyramids/P03_opencv_borders_f64_7x6.json")
        for (border, expected) in [
            (BorderRule.reflect1, golden.BORDER_REFLECT_101), (.reflect2, golden.BORDER_REFLECT),
            (.repeated, golden.BORDER_REPLICATE), (.circular, golden.BORDER_WRAP),
        ] {
            let executor = DoublePlaneExecutor(.burtAdelson(border: border))
            expect(executor.reduce(plane(golden.input)), equals: expected, within: 1e-12)
        }
    }

    // MARK: scikit-image, pyrtools, plenoptic, kornia, Torch7

    @Test func scikitImage() throws {
        struct Golden: Decodable { let gaussian, laplacian: [Matrix] }
        let golden: Golden = try Fixture.json("pyramids/scikit_image_23x18.json")
        let pyramid = ScikitImagePyramid(
            of: SyntheticImage.chirp(height: 23, width: 18).doublePlane(), reductions: 3)
        #expect(pyramid.gaussian.count == golden.gaussian.count)
        #expect(pyramid.laplacian.count == golden.laplacian.count)
        for (found, expected) in [
            (pyramid.gaussian, golden.gaussian), (pyramid.laplacian, golden.laplacian),
        ] {
            for (layer, matrix) in zip(found, expected) {
                // 1e-12 of the range 0…1.
                expect(layer, equals: matrix, within: 2.55e-10)
            }
        }
    }

    // The names are the keys of the fixture.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    private struct PyrtoolsRuns: Decodable {
        struct Run: Decodable {
            struct Arguments: Decodable {
                let downsample_filter_name: String?
                let upsample_filter_name: String?
                let edge_type: String?
            }
            let args: Arguments
            let num_scales: Int
            let levels: [FixtureStatistics]
        }
        let runs: [Run]
    }

    @Test(arguments: [
        ("P07_pyrtools_laplacian_64", 64, 64), ("P07b_pyrtools_laplacian_odd_65x47", 65, 47),
    ])
    func pyrtools(_ name: String, height: Int, width: Int) throws {
        let golden: PyrtoolsRuns = try Fixture.json("pyramids/\(name).json")
        let image = SyntheticImage.smooth(height: height, width: width).doublePlane()
        for run in golden.runs {
            let reduce = try #require(
                PyrtoolsKernel(rawValue: run.args.downsample_filter_name ?? "binom5"))
            let expand = try #require(
                PyrtoolsKernel(rawValue: run.args.upsample_filter_name ?? reduce.rawValue))
            let border = try #require(BorderRule(rawValue: run.args.edge_type ?? "reflect1"))
            let executor = DoublePlaneExecutor(
                .pyrtools(reduce: reduce, expand: expand, border: border))
            let pyramid = LaplacianPyramid(
                decomposing: image, levels: run.num_scales - 1, by: executor)
            for (level, statistics) in zip(pyramid.bands + [pyramid.residual], run.levels) {
                expect(level, matches: statistics, within: 1e-10)
            }
        }
    }

    @Test func plenoptic() throws {
        struct Golden: Decodable { let levels: [FixtureStatistics] }
        let golden: Golden = try Fixture.json("pyramids/P11_plenoptic_odd_65x47.json")
        let image = SyntheticImage.smooth(height: 65, width: 47).doublePlane(gain: 1.0 / 255)
        let pyramid = LaplacianPyramid(
            decomposing: image, levels: golden.levels.count - 1,
            by: DoublePlaneExecutor(.plenoptic(isScaled: true)))
        for (level, statistics) in zip(pyramid.bands + [pyramid.residual], golden.levels) {
            expect(level, matches: statistics, within: 1e-12)
        }
    }

    @Test func kornia() throws {
        // The names are the keys of the fixture.
        // swift-format-ignore: AlwaysUseLowerCamelCase
        struct Golden: Decodable {
            let pyrdown_once, pyrup_of_pyrdown: FixtureStatistics
            let levels: [FixtureStatistics]
        }
        let golden: Golden = try Fixture.json("pyramids/P10_kornia_64.json")
        let image = SyntheticImage.smooth(height: 64, width: 64).plane(gain: 1 / 255)
        let executor = PlaneExecutor(.kornia, threads: .one)
        let coarse = executor.reduce(image)
        expect(DoublePlane(coarse), matches: golden.pyrdown_once, within: 1e-6)
        expect(
            DoublePlane(executor.expand(coarse, toSizeOf: image)), matches: golden.pyrup_of_pyrdown,
            within: 1e-6)
        let pyramid = LaplacianPyramid(
            decomposing: image, levels: golden.levels.count - 1, by: executor)
        for (level, statistics) in zip(pyramid.bands + [pyramid.residual], golden.levels) {
            expect(DoublePlane(level), matches: statistics, within: 1e-6)
        }
    }

    @Test(arguments: ["P15_lapgan_torch_scale_8", "P15b_lapgan_torch_scale_32_16"])
    func lapganTorch(_ name: String) throws {
        // The names are the keys of the fixture.
        // swift-format-ignore: AlwaysUseLowerCamelCase
        struct Golden: Decodable { let input, coarse, coarse_enlarged, difference: Matrix }
        let golden: Golden = try Fixture.json("pyramids/\(name).json")
        let executor = PlaneExecutor(.lapganTorch, threads: .one)
        let image = Plane(plane(golden.input))
        let (band, coarse) = executor.split(image)
        // Single precision, as the original's: 1e-6 of the range 0…255.
        expect(DoublePlane(coarse), equals: golden.coarse, within: 2.6e-4)
        expect(
            DoublePlane(executor.expand(coarse, toSizeOf: image)), equals: golden.coarse_enlarged,
            within: 2.6e-4)
        expect(DoublePlane(band), equals: golden.difference, within: 2.6e-4)
    }

    // MARK: By definition

    /// One axis of a plain reduction: sums of `taps` around the pair (2i, 2i + 1), ends repeated.
    private func halved(_ line: [Double], taps: [Double]) -> [Double] {
        let before = taps.count / 2 - 1
        let last = line.count - 1
        return (0..<(line.count + 1) / 2).map { (i: Int) -> Double in
            var sum = 0.0
            for (t, tap) in taps.enumerated() {
                sum += tap * line[min(max(2 * i + t - before, 0), last)]
            }
            return sum
        }
    }

    /// One axis of a plain expansion: sample i is `near` · its parent + the rest · the parent's
    /// neighbour on the side of i, ends repeated.
    private func doubled(_ line: [Double], to count: Int, near: Double) -> [Double] {
        let last = line.count - 1
        return (0..<count).map { (i: Int) -> Double in
            let side = i.isMultiple(of: 2) ? i / 2 - 1 : i / 2 + 1
            return near * line[min(i / 2, last)] + (1 - near) * line[min(max(side, 0), last)]
        }
    }

    private func separably(
        _ plane: DoublePlane, _ body: ([Double]) -> [Double], _ columnBody: ([Double]) -> [Double]
    ) -> Matrix {
        let rows = (0..<plane.height).map { y in body((0..<plane.width).map { plane[$0, y] }) }
        let columns = rows[0].indices.map { x in columnBody(rows.map { $0[x] }) }
        return columns[0].indices.map { y in columns.map { $0[y] } }
    }

    @Test(arguments: [
        (PyramidFilter.box, [0.5, 0.5], 1.0),
        (PyramidFilter.halide, [0.125, 0.375, 0.375, 0.125], 0.75),
    ])
    func plainDefinition(_ filter: PyramidFilter, taps: [Double], near: Double) {
        let executor = DoublePlaneExecutor(filter)
        for (height, width) in [(8, 6), (7, 9), (1, 5), (2, 1)] {
            let image = SyntheticImage.noise(height: height, width: width, seed: 3).doublePlane()
            let coarse = executor.reduce(image)
            let halve = { (line: [Double]) in halved(line, taps: taps) }
            expect(coarse, equals: separably(image, halve, halve), within: 1e-12 * 255)
            expect(
                executor.expand(coarse, to: image.size),
                equals: separably(
                    coarse, { doubled($0, to: width, near: near) },
                    { doubled($0, to: height, near: near) }), within: 1e-12 * 255)
        }
    }
}
