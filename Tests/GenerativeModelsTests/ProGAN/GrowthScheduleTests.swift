// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Pyramids
import TestSupport
import Testing

/// When levels are added, against an independent program's points.
struct GrowthScheduleTests {
    struct Golden: Decodable {
        struct Preset: Decodable {
            struct Point: Decodable {
                let images, resolution, batchSize: Int
                let lod, rate: Double
            }

            let name: String
            let resolution, firstResolution, trainImages, fadeImages, batchSize: Int
            let batchSizes: [Int: Int]
            let learningRates: [Int: Double]
            let points: [Point]

            var schedule: ProGAN.GrowthSchedule {
                ProGAN.GrowthSchedule(
                    resolution: resolution, firstResolution: firstResolution,
                    trainImages: trainImages, fadeImages: fadeImages, batchSize: batchSize,
                    batchSizes: batchSizes, learningRates: learningRates)
            }
        }

        struct Ramp: Decodable {
            let images: Int
            let factor: Double
        }

        let presets: [Preset]
        let ramp: [Ramp]
    }

    private let golden: Golden

    init() throws { golden = try Fixture.json("progan/schedules.json") }

    @Test("Six presets agree at every point")
    func presets() {
        #expect(golden.presets.count == 6)
        for preset in golden.presets {
            for point in preset.points {
                let moment = preset.schedule.moment(afterImages: point.images)
                let place = "\(preset.name) after \(point.images)"
                #expect(abs(moment.detail.lod - point.lod) < 1e-9, "\(place)")
                #expect(moment.resolution == point.resolution, "\(place)")
                #expect(moment.batchSize == point.batchSize, "\(place)")
                #expect(abs(moment.learningRate - point.rate) < 1e-12, "\(place)")
            }
        }
    }

    @Test("The learning rate rises once, at the very start")
    func ramp() {
        let schedule = ProGAN.GrowthSchedule(
            resolution: 32, trainImages: 400_000, fadeImages: 400_000, batchSize: 16,
            learningRate: 1, rampImages: 40_000)
        for point in golden.ramp {
            let rate = schedule.moment(afterImages: point.images).learningRate
            #expect(abs(rate - point.factor) < 1e-9)
        }
    }

    @Test("A side without a fade is there at once, and nothing is divided by zero")
    func withoutFade() {
        let schedule = ProGAN.GrowthSchedule(
            resolution: 16, trainImages: 100, fadeImages: 0, batchSize: 4)
        #expect(schedule.detail(afterImages: 99).lod == 2)
        #expect(schedule.detail(afterImages: 100).lod == 1)
        #expect(schedule.detail(afterImages: 200) == .full)
    }

    @Test("A lod is a level and a share of it")
    func levelOfDetail() {
        let detail = LevelOfDetail(lod: 1.25)
        #expect((detail.level, detail.alpha) == (1, 0.75))
        #expect(detail.lod == 1.25 && detail.coarsestLevel == 2 && detail.isFading)
        #expect(LevelOfDetail(lod: 2) == LevelOfDetail(level: 2))
        #expect(LevelOfDetail.full.lod == 0 && !LevelOfDetail.full.isFading)
    }

    @Test("Without growing all levels show at once; a run's work follows from its images")
    func work() throws {
        var recipe = ProGAN.Recipe.demo32
        let work = try #require(recipe.work(afterImages: [5000, 10_000, 16_000, 100_000]))
        // Multiply-adds of both networks' forward passes at each side (docs/progan.md, --dry-run).
        let (four, eight, sixteen, full) = (335_392.0, 2_703_904.0, 12_177_952.0, 26_382_880.0)
        // A level is seen from the batch after the one at which it begins to fade in.
        let expected = [
            5000 * four, 10_000 * four, 10_016 * four + 5984 * eight,
            10_016 * four + 16_000 * (eight + sixteen) + 57_984 * full,
        ]
        #expect(zip(work, expected).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
        recipe.growth = recipe.growth.withoutGrowing
        #expect(recipe.growth.moment(afterImages: 0).detail == .full)
        #expect(recipe.growth.batchSize == 16 && recipe.growth.levels == 0)
        #expect(recipe.work(afterImages: [1000]) == [1000 * full])
        recipe.growthRule = .swd
        #expect(recipe.work(afterImages: [1000]) == nil)
    }
}
