// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Pyramids

@Suite struct LocalLaplacianFilterTests {
    /// Settings that the golden values were made with.
    enum Setting: String, CaseIterable, Sendable {
        case detail, smooth, protected

        func filter(_ method: LocalLaplacianFilter.Method) -> LocalLaplacianFilter {
            switch self {
            case .detail: LocalLaplacianFilter(sigma: 0.2, alpha: 0.5, method: method, levels: 3)
            case .smooth:
                LocalLaplacianFilter(sigma: 0.15, alpha: 2, beta: 0.5, method: method, levels: 3)
            case .protected:
                LocalLaplacianFilter(
                    sigma: 0.2, alpha: 0.5, noiseLevel: 0.01, method: method, levels: 3)
            }
        }
    }

    private func scene(height: Int = 29, width: Int = 38) -> DoublePlane {
        let smooth = SyntheticImage.smooth(height: height, width: width)
        let chirp = SyntheticImage.chirp(height: height, width: width)
        return DoublePlane(
            size: ImageSize(width: width, height: height),
            samples: zip(smooth.samples, chirp.samples).map {
                Double(3 * Int($0) + Int($1)) / (4 * 255)
            })
    }

    private func golden(_ setting: Setting, _ method: String) throws -> [DoublePlane] {
        try Fixture.array(
            "pyramids/applications/A02_local_laplacian_\(setting.rawValue)_\(method)_29x38.npy"
        ).channelPlanes
    }

    @Test(arguments: Setting.allCases)
    func exactMethodMatchesTheDefinitionInNumPy(_ setting: Setting) throws {
        let result = setting.filter(.exact).exactlyFiltered(scene(), levels: 3)
        #expect(largestDifference([result], try golden(setting, "exact")) <= 1e-9)
    }

    @Test(arguments: Setting.allCases)
    func sampledMethodMatchesItsFormInNumPy(_ setting: Setting) throws {
        let image = Image(Plane(scene()), range: .unit)
        let result = setting.filter(.sampled(8)).apply(to: image)
        #expect(largestDifference(result, try golden(setting, "samples8")) <= 2e-6)
    }

    /// Algorithm 1 as it reads: a pyramid of the whole remapped image for each coefficient.
    private func filteredByDefinition(
        _ plane: DoublePlane, levels: Int, _ filter: PyramidFilter, _ remap: DetailRemap<Double>
    ) -> DoublePlane {
        let executor = DoublePlaneExecutor(filter)
        let gaussian = GaussianPyramid(of: plane, reductions: levels, by: executor).levels
        var result = LaplacianPyramid(decomposing: plane, levels: levels, by: executor)
        var gain = 1.0
        for level in 0..<levels {
            for index in gaussian[level].samples.indices {
                let centre = gaussian[level].samples[index] / gain
                let remapped = DoublePlane(
                    size: plane.size, samples: plane.samples.map { remap($0, around: centre) })
                let pyramid = LaplacianPyramid(
                    decomposing: remapped, levels: level + 1, by: executor)
                result.bands[level].samples[index] = pyramid.bands[level].samples[index]
            }
            gain *= Double(filter.levelGain)
        }
        return result.collapsed(by: executor)
    }

    @Test(arguments: [
        PyramidFilter.mirror101, .burtAdelson(BurtAdelsonKernel(a: 0.4), border: .repeated),
        .pyrtools(), .box, .halide,
    ])
    func exactMethodIsTheDefinitionForAnyFilter(_ filter: PyramidFilter) {
        let plane = scene(height: 9, width: 12)
        let settings = LocalLaplacianFilter(
            sigma: 0.25, alpha: 2, beta: 0.5, method: .exact, filter: filter)
        let wanted = filteredByDefinition(
            plane, levels: 2, filter,
            DetailRemap(sigma: 0.25, alpha: 2, beta: 0.5, noise: 0))
        let found = settings.exactlyFiltered(plane, levels: 2)
        #expect(largestDifference([found], [wanted]) <= 1e-12)
    }

    @Test func samplesConvergeToTheExactMethod() {
        let image = Image(Plane(scene()), range: .unit)
        func error(_ samples: Int) -> Double {
            let filter = { LocalLaplacianFilter(sigma: 0.3, alpha: 2, method: $0, levels: 3) }
            return largestDifference(
                filter(.sampled(samples)).apply(to: image), filter(.exact).apply(to: image))
        }
        // Linear interpolation: an eighth of the spacing leaves well under a sixteenth of the error.
        #expect(error(65) < error(9) / 16)
        #expect(error(65) < 1e-3)
    }

    @Test(arguments: [LocalLaplacianFilter.Method.sampled(8), .exact])
    func unitExponentAndSlopeChangeNothing(_ method: LocalLaplacianFilter.Method) {
        let image = SyntheticImage.xor(height: 21, width: 26, channels: 3).image
        let filter = LocalLaplacianFilter(
            sigma: 0.2, alpha: 1, beta: 1, method: method, colours: .perChannel)
        #expect(largestDifference(filter.apply(to: image), image) <= 1e-6)
    }

    @Test func lumaRatioKeepsHues() {
        let grey = SyntheticImage.chirp(height: 24, width: 24).image.converted(to: .unit).planes[0]
        let image = Image(
            planes: [grey * 0.8, grey * 0.4, grey * 0.2], channels: .rgb, range: .unit)
        let result = LocalLaplacianFilter(sigma: 0.2, alpha: 0.5).apply(to: image)
        for index in [5, 100, 311] {
            let colours = result.planes.map { $0.samples[index] }
            #expect(abs(colours[0] - 2 * colours[1]) <= 1e-6)
            #expect(abs(colours[1] - 2 * colours[2]) <= 1e-6)
        }
    }

    @Test func rangeAndAlphaAreKept() {
        let colours = SyntheticImage.smooth(height: 16, width: 16, channels: 3).image
        let alpha = SyntheticImage.chirp(height: 16, width: 16).plane()
        let filter = LocalLaplacianFilter(sigma: 0.2, alpha: 0.5)
        let result = filter.apply(to: colours.withAlpha(alpha))
        #expect(result.range == .byte)
        #expect(result.alpha == alpha)
        #expect(result.withoutAlpha == filter.apply(to: colours))
    }

    @Test func threadsDoNotChangeTheResult() {
        let image = SyntheticImage.xor(height: 40, width: 900).image
        let results = [ThreadCount.one, ThreadCount(3)].map {
            LocalLaplacianFilter(sigma: 0.2, alpha: 0.5, method: .sampled(4), threads: $0)
                .apply(to: image)
        }
        #expect(results[0] == results[1])
    }
}
