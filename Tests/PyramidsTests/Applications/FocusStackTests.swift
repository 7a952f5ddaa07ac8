// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Pyramids

@Suite struct FocusStackTests {
    /// Three images, each sharp in its own third.
    private func focused() -> [Image] {
        let sharp = SyntheticImage.xor(height: 33, width: 47, channels: 3)
        let soft = sharp.boxBlurred().boxBlurred()
        return [0..<16, 16..<32, 32..<47].map { columns in
            SyntheticImage(height: 33, width: 47, channels: 3) { x, y, c in
                columns.contains(x) ? sharp[x, y, c] : soft[x, y, c]
            }.image
        }
    }

    @Test func matchesOpenCVsPyramidsAndNumPy() throws {
        let golden = try Fixture.array("pyramids/applications/A04_focus_stack_33x47x3.npy")
        let result = try FocusStack(levels: 3).merge(focused())
        #expect(largestDifference(result, golden.channelPlanes) <= 1e-6)
    }

    @Test(arguments: [(1, 1), (2, 3), (4, 5), (5, 1), (13, 9)])
    func energyIsTheMeanOfSquares(_ width: Int, _ height: Int) {
        let planes = SyntheticImage.xor(height: height, width: width, channels: 3).planes(gain: 0.1)
        let energy = Plane.localEnergy(of: planes, threads: ThreadCount(2))
        func mirrored(_ position: Int, _ count: Int) -> Int {
            var place = position
            while count > 1 && (place < 0 || place >= count) {
                place = place < 0 ? -place : 2 * (count - 1) - place
            }
            return count > 1 ? place : 0
        }
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0.0
                for plane in planes {
                    for row in -2...2 {
                        for column in -2...2 {
                            let value = Double(
                                plane[mirrored(x + column, width), mirrored(y + row, height)])
                            sum += value * value
                        }
                    }
                }
                #expect(abs(Double(energy[x, y]) - sum / 25) <= 1e-5 * max(1, sum / 25))
            }
        }
    }

    @Test func oneImageComesBack() throws {
        let image = focused()[0]
        #expect(largestDifference(try FocusStack().merge([image]), image) <= 5e-7)
    }

    @Test func theSharpImageWinsOverItsBlur() throws {
        let sharp = SyntheticImage.xor(height: 32, width: 32)
        let result = try FocusStack(levels: 1).merge([sharp.boxBlurred().image, sharp.image])
        // All detail is the sharp image's; the residuals, which are averaged, are nearly the same.
        let executor = PlaneExecutor()
        let band = executor.split(sharp.plane()).band
        let residual =
            (executor.reduce(sharp.plane()) + executor.reduce(sharp.boxBlurred().plane())) * 0.5
        let wanted = LaplacianPyramid(bands: [band], residual: residual).collapsed(by: executor)
        #expect(largestDifference(result, Image(wanted, range: .byte)) <= 1e-6)
    }

    @Test func orderOnlyMattersBetweenEquals() throws {
        let images = focused()
        let forward = try FocusStack(levels: 3).merge(images)
        let backward = try FocusStack(levels: 3).merge(images.reversed())
        #expect(largestDifference(forward, backward) <= 1e-6)
    }

    @Test func alphaFollowsTheColours() throws {
        let image = focused()[0]
        let opaque = Plane(width: 47, height: 33, filledWith: 255)
        let result = try FocusStack(levels: 3).merge([image.withAlpha(opaque), focused()[1]])
        let wanted = try FocusStack(levels: 3).merge([image, focused()[1]])
        #expect(largestDifference(result.withoutAlpha, wanted) <= 1e-6)
        #expect(result.channels == .rgba)
    }

    @Test func anEmptyStackIsRefused() {
        #expect(throws: PyramidInputError.tooFewImages(task: "stack", found: 0, wanted: 1)) {
            try FocusStack().merge([])
        }
    }
}
