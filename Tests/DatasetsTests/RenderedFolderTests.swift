// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@testable import Datasets

struct RenderedFolderTests {
    private static let kinds: [RenderedKind] = [
        .shapes32, .shapes(side: 16), .rooms(side: 12), .eyes(.simulated), .eyes(.real),
        .faces(side: 16),
    ]

    private func render(_ set: RenderedImageSet, at url: URL) throws -> Int {
        let folder = try RenderedFolder(set, at: url)
        let drawn = try (0..<set.count).count { try folder.write(sample: $0) }
        try folder.writeTables()
        return drawn
    }

    @Test(arguments: kinds) func aFolderIsTheSetThatItWasDrawnFrom(kind: RenderedKind) throws {
        try TemporaryFolder.with { folder in
            let set = RenderedImageSet(kind, seed: 5, count: 4)
            #expect(try render(set, at: folder["set"]) == 4)
            let read = try ImageSets.open(folder["set"])
            #expect(read.count == 4)
            #expect((0..<4).map(read.name) == (0..<4).map(set.name))
            for index in 0..<4 { #expect(try read.image(at: index) == set.image(at: index)) }
            #expect(read.labels == set.labels)
            if case .faces = kind {
                // CelebA's files say −1 for no.
                #expect(read.attributes?.values.map { max($0, 0) } == set.attributes?.values)
            } else {
                #expect(read.attributes == set.attributes)
            }
        }
    }

    @Test func aStoppedRunGoesOn() throws {
        try TemporaryFolder.with { folder in
            let kind = RenderedKind.rooms(side: 8)
            let url = folder["set"]
            #expect(try render(RenderedImageSet(kind, seed: 1, count: 2), at: url) == 2)
            let bytes = try folder.bytes("set/rgb/000001.png")
            try folder.write(Array(bytes.dropLast(4)), "set/rgb/000001.png")
            #expect(try render(RenderedImageSet(kind, seed: 1, count: 3), at: url) == 2)
            #expect(try folder.bytes("set/rgb/000001.png") == bytes)
            let other = #expect(throws: DatasetError.self) {
                try render(RenderedImageSet(kind, seed: 2, count: 3), at: url)
            }
            #expect(
                other?.problem
                    == "this folder holds rooms of seed 1 at 8×8, not rooms of seed 2 at 8×8")
            #expect(throws: DatasetError.self) {
                try render(RenderedImageSet(kind, seed: 1, count: 2), at: url)
            }
        }
    }

    @Test(arguments: kinds) func anImageIsAFunctionOfSeedAndIndex(kind: RenderedKind) {
        let few = RenderedImageSet(kind, seed: 9, count: 3)
        let many = RenderedImageSet(kind, seed: 9, count: 300)
        #expect(few.pictures(at: 2) == many.pictures(at: 2))
        #expect(few.image(at: 1) != few.image(at: 2))
        #expect(few.image(at: 1) != RenderedImageSet(kind, seed: 10, count: 3).image(at: 1))
        #expect(few.pictures(at: 0).count == kind.pictures.count)
        #expect(few.pictures(at: 0).allSatisfy { $0.size == kind.size })
    }

    @Test func domainsOfAnEyeShareItsGaze() {
        let simulated = RenderedImageSet(.eyes(.simulated), seed: 4, count: 8)
        let real = RenderedImageSet(.eyes(.real), seed: 4, count: 8)
        #expect(simulated.attributes == real.attributes)
        #expect(simulated.image(at: 3) != real.image(at: 3))
    }

    @Test func tenClassesOfShapesOccur() throws {
        let labels = try #require(RenderedImageSet(.shapes(side: 8), seed: 0, count: 400).labels)
        #expect(labels.names.count == 10)
        #expect(labels.counts.allSatisfy { $0 > 20 && $0 < 70 })
    }

    /// A change of these sums changes a published set.
    @Test func shapesStayTheSameBetweenReleases() {
        let sums = (0..<3).map { index in
            RenderedImageSet(.shapes(side: 16), seed: 0, count: 3).image(at: index).planes
                .map { $0.samples.reduce(0) { $0 + Int($1) } }
        }
        let expected = [
            [34791, 31781, 28219], [25063, 34721, 34226], [42217, 33904, 42362],
        ]
        #expect(sums == expected)
    }
}
