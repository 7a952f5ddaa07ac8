// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Pyramids
import TestSupport
import Testing

/// When levels are added, against an independent program's points.
struct GrowthScheduleTests {
    struct Golden: Decodable {
        struct Preset: Decodable {
            struct Parameters: Decodable {
                let reslog2: Int
                let base: Int
                let initial, train, trans: Double?
                let mb: [String: Int]?
                let lrd: [String: Double]?

                enum CodingKeys: String, CodingKey {
                    case reslog2, base, train, trans, mb, lrd
                    case initial = "init"
                }
            }

            struct Point: Decodable {
                let kimg, lod, lrate: Double
                let resolution, minibatch: Int
            }

            let params: Parameters
            let points: [Point]

            var schedule: ProGAN.GrowthSchedule {
                func bySide<Value>(_ values: [String: Value]?) -> [Int: Value] {
                    Dictionary(
                        uniqueKeysWithValues: (values ?? [:]).compactMap { key, value in
                            Int(key).map { ($0, value) }
                        })
                }
                return ProGAN.GrowthSchedule(
                    resolution: 1 << params.reslog2,
                    firstResolution: Int(params.initial ?? 4),
                    trainImages: Int(1000 * (params.train ?? 600)),
                    fadeImages: Int(1000 * (params.trans ?? 600)), batchSize: params.base,
                    batchSizes: bySide(params.mb), learningRates: bySide(params.lrd))
            }
        }

        struct Ramp: Decodable {
            let kimg, factor: Double
        }

        let progan: [String: Preset]
        let theano_lr_rampup: [Ramp]
    }

    private let golden: Golden

    init() throws { golden = try Fixture.json("progan/schedules.json") }

    @Test("Six presets agree at every point")
    func presets() {
        #expect(golden.progan.count == 6)
        for (name, preset) in golden.progan {
            for point in preset.points {
                let images = Int((1000 * point.kimg).rounded())
                let moment = preset.schedule.moment(afterImages: images)
                let place = "\(name) at \(point.kimg)"
                #expect(abs(moment.detail.lod - point.lod) < 1e-9, "\(place)")
                #expect(moment.resolution == point.resolution, "\(place)")
                #expect(moment.batchSize == point.minibatch, "\(place)")
                #expect(abs(moment.learningRate - point.lrate) < 1e-12, "\(place)")
            }
        }
    }

    @Test("The learning rate rises once, at the very start")
    func ramp() {
        let schedule = ProGAN.GrowthSchedule(
            resolution: 32, trainImages: 400_000, fadeImages: 400_000, batchSize: 16,
            learningRate: 1, rampImages: 40_000)
        for point in golden.theano_lr_rampup {
            let rate = schedule.moment(afterImages: Int(1000 * point.kimg)).learningRate
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
}
