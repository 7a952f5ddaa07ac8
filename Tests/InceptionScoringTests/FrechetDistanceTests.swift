// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import InceptionScoring
import Raster
import Scoring
import SeededRandom
import TestSupport
import Testing

/// The golden distances.
struct GoldenDistances: Decodable, Sendable {
    struct Pair: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let first: String
        let second: String
        let distance: Double
        let stylegan: Double
        let meanTerm: Double

        private enum CodingKeys: String, CodingKey {
            case name
            case first = "file_a"
            case second = "file_b"
            case distance = "reference_nuclear_norm"
            case stylegan = "biased_covariance_stylegan"
            case meanTerm = "mean_term"
        }

        var testDescription: String { name }
    }

    struct Statistics: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let muA: [Double]
        let muB: [Double]
        let sigmaA: [[Double]]
        let sigmaB: [[Double]]
        let fid: Double

        private enum CodingKeys: String, CodingKey {
            case name, fid
            case muA = "mu_a"
            case muB = "mu_b"
            case sigmaA = "sigma_a"
            case sigmaB = "sigma_b"
        }

        var testDescription: String { name }
    }

    struct Large: Decodable, Sendable {
        let nA: Int
        let nB: Int
        let sumA: Double
        let sumB: Double
        let referenceNuclearNorm: Double

        private enum CodingKeys: String, CodingKey {
            case nA = "n_a"
            case nB = "n_b"
            case sumA = "sum_a"
            case sumB = "sum_b"
            case referenceNuclearNorm = "reference_nuclear_norm"
        }
    }

    let fromFeatures: [Pair]
    let fromStatistics: [Statistics]
    let large: Large

    private enum CodingKeys: String, CodingKey {
        case large
        case fromFeatures = "from_features"
        case fromStatistics = "from_statistics"
    }

    static let file: GoldenDistances = {
        do {
            return try Fixture.json("inception-score/fid.json")
        } catch {
            fatalError("\(error)")
        }
    }()
}

struct FrechetDistanceTests {
    /// 1e-9 of the traces that cancel in the distance.
    @Test(arguments: GoldenDistances.file.fromFeatures)
    func equalsTheReference(golden: GoldenDistances.Pair) throws {
        let first = try FeatureStatistics(goldenRows(golden.first))
        let second = try FeatureStatistics(goldenRows(golden.second))
        let distance = try FrechetDistance(between: first, and: second)
        let scale = max(distance.firstTrace + distance.secondTrace, 1e-3)
        #expect(
            abs(distance.value - golden.distance) < 1e-9 * max(golden.distance, 0.1 * scale),
            "\(distance.value) against \(golden.distance)")
        #expect(abs(distance.meanTerm - golden.meanTerm) < 1e-12 * max(1, golden.meanTerm))
        let back = try FrechetDistance(between: second, and: first)
        #expect(abs(back.value - distance.value) < 1e-12 * scale)
        let stylegan = try FrechetDistance(between: first, and: second, convention: .stylegan)
        #expect(abs(stylegan.value - golden.stylegan) < 1e-9 * max(golden.stylegan, 0.1 * scale))
    }

    /// Pivots find the exact zeros of a covariance, so these are as exact as features are.
    @Test(arguments: GoldenDistances.file.fromStatistics)
    func equalsClosedForms(golden: GoldenDistances.Statistics) throws {
        let first = try FeatureStatistics(
            mean: golden.muA, covariance: golden.sigmaA.flatMap(\.self), name: "a")
        let second = try FeatureStatistics(
            mean: golden.muB, covariance: golden.sigmaB.flatMap(\.self), name: "b")
        let distance = try FrechetDistance(between: first, and: second)
        #expect(
            abs(distance.value - golden.fid) < 1e-9 * golden.fid,
            "\(distance.value) against \(golden.fid)")
    }

    @Test func worksWithTwoThousandFeatures() throws {
        let golden = GoldenDistances.file.large
        var random = LegacyNumPyRandom(seed: 409)
        let a = (0..<golden.nA * 2048).map { _ in Float(max(random.normal(), 0)) }
        let b = (0..<golden.nB * 2048).map { _ in Float(max(random.normal() * 1.1 - 0.05, 0)) }
        #expect(abs(a.reduce(0) { $0 + Double($1) } - golden.sumA) < 1e-6)
        #expect(abs(b.reduce(0) { $0 + Double($1) } - golden.sumB) < 1e-6)
        let distance = try FrechetDistance(
            between: FeatureStatistics(ImageRows(a, columns: 2048, name: "a")),
            and: FeatureStatistics(ImageRows(b, columns: 2048, name: "b")))
        #expect(
            abs(distance.value - golden.referenceNuclearNorm)
                < 1e-9 * golden.referenceNuclearNorm)
    }

    private func rows(_ count: Int, _ columns: Int, seed: UInt64, shift: Double = 0) throws
        -> ImageRows
    {
        var random = RandomStream(seed: seed).generator()
        return try ImageRows(
            (0..<count * columns).map { _ in random.normal() + shift }, columns: columns,
            name: "seed \(seed)")
    }

    /// Neither order, threads, nor (to rounding) shards show; more rows than one block take.
    @Test func orderThreadsAndShardsDoNotShow() throws {
        let all = try rows(2300, 3, seed: 1)
        let reference = try FeatureStatistics(rows(50, 3, seed: 2, shift: 1))
        let values = (0..<2300).map { row in (0..<3).map { all[row, $0] } }
        let backwards = try ImageRows(
            values.reversed().flatMap(\.self), columns: 3, name: "x")
        let distance = try FrechetDistance(
            between: FeatureStatistics(all, threads: .one), and: reference)
        #expect(
            try FrechetDistance(
                between: FeatureStatistics(backwards, threads: ThreadCount(3)), and: reference,
                threads: .one) == distance)
        var shard = try FeatureStatistics(
            ImageRows(values[..<700].flatMap(\.self), columns: 3, name: "x"))
        try shard.merge(
            FeatureStatistics(ImageRows(values[700...].flatMap(\.self), columns: 3, name: "y")))
        #expect(shard.count == 2300)
        let merged = try FrechetDistance(between: shard, and: reference)
        #expect(abs(merged.value - distance.value) < 1e-12)
        // The slow way: mean and covariance from their definitions.
        let covariance = shard.covariance
        for first in 0..<3 {
            for second in 0..<3 {
                let expected = plainCovariance(values.map { $0[first] }, values.map { $0[second] })
                #expect(abs(covariance[first * 3 + second] - expected) < 1e-13)
            }
        }
    }

    private func plainCovariance(_ x: [Double], _ y: [Double]) -> Double {
        let meanX: Double = x.reduce(0, +) / Double(x.count)
        let meanY: Double = y.reduce(0, +) / Double(y.count)
        let products: [Double] = zip(x, y).map { ($0 - meanX) * ($1 - meanY) }
        return products.reduce(0, +) / Double(x.count - 1)
    }

    @Test func statisticsSurviveTheirFile() throws {
        let folder = try TemporaryFolder()
        let statistics = try FeatureStatistics(rows(60, 7, seed: 3))
        try statistics.write(to: folder["s.npz"])
        let back = try FeatureStatistics(contentsOf: folder["s.npz"])
        #expect(back.mean == statistics.mean)
        for (mine, theirs) in zip(back.covariance, statistics.covariance) {
            #expect(abs(mine - theirs) < 1e-14)
        }
        let distance = try FrechetDistance(between: statistics, and: back)
        #expect(distance.value < 1e-12)
        #expect(throws: InceptionScoringError.self) {
            try FrechetDistance(between: statistics, and: back, convention: .stylegan)
        }
    }

    @Test func numbersThatAreNoCovarianceAreRefused() throws {
        func problem(_ mean: [Double], _ covariance: [Double]) -> String {
            do {
                _ = try FeatureStatistics(mean: mean, covariance: covariance, name: "s.npz")
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(problem([0, 0], [1, 2, 2, 1]).contains("has negative eigenvalues"))
        #expect(problem([0, 0], [1, 0.5, 0, 1]).contains("not symmetric at row 1, column 0"))
        #expect(problem([0, .nan], [1, 0, 0, 1]).contains("is not finite"))
        #expect(problem([0], [1, 0, 0, 1]).contains("do not go together"))
        #expect(
            throws: InceptionScoringError.self,
            performing: { try FeatureStatistics(rows(1, 3, seed: 1)) })
        let two = try FeatureStatistics(rows(4, 2, seed: 1))
        let three = try FeatureStatistics(rows(4, 3, seed: 1))
        let error = #expect(throws: InceptionScoringError.self) {
            try FrechetDistance(between: two, and: three)
        }
        #expect(error?.description.contains("it has 3 features, seed 1 2;") == true)
    }

    /// Samples of one distribution: the distance falls like 1/N, and its limit is near 0.
    @Test func extrapolationTakesTheBiasAway() throws {
        let reference = try FeatureStatistics(rows(4000, 4, seed: 10))
        let generated = try rows(400, 4, seed: 11)
        let line = try FrechetExtrapolation(of: generated, against: reference, seed: 1)
        #expect(line.sizes.first == 40 && line.sizes.last == 400 && line.sizes.count == 15)
        let whole = try FrechetDistance(
            between: FeatureStatistics(generated), and: reference)
        #expect(abs((line.distances.last ?? 0) - whole.value) < 1e-12)
        #expect(abs(line.limit) < line.distances[0] / 3, "\(line.limit) \(line.distances)")
        #expect(
            try FrechetExtrapolation(of: generated, against: reference, seed: 1, threads: .one)
                == line)
    }

    @Test func reportsSayWhatIsBiased() throws {
        let first = try rows(30, 40, seed: 1)
        let report = try FrechetReport(bootstrap: 20, seed: 1).report(
            of: .rows(first), and: .rows(rows(60, 40, seed: 2)))
        #expect(report.warnings.contains { $0.contains("singular") })
        #expect(report.value("Fréchet distance")?.uncertainty?.source == .bootstrap)
        #expect(throws: InceptionScoringError.self) {
            try FrechetReport(extrapolates: true).report(
                of: .statistics(FeatureStatistics(first)), and: .rows(first))
        }
    }
}
