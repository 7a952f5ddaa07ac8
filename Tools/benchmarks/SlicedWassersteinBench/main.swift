// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import ImageFiles
import Raster
import SeededRandom
import SlicedWassersteinDistance

// Serves the timings of the sliced Wasserstein distance to `swd_vs_numpy.py`, one request a line on
// standard input. An answer is the seconds that the work took and the distance.
//
//   images A.npy B.npy THREADS               sets of N×H×W×3 bytes, by the published program's stream
//   points A.npy B.npy DIRECTIONS THREADS    points as float32, as POT measures them

/// The images of a file, in batches as the published program takes them.
func batches(_ path: String) throws -> [ImageBatch] {
    let set = try NumPyImageSet(URL(filePath: path))
    let images = (0..<set.count).map { set.image(at: $0) }
    let length = min(max(8192 / images[0].height, 4), 256)
    return stride(from: 0, to: images.count, by: length).map {
        ImageBatch(Array(images[$0..<min(images.count, $0 + length)]))
    }
}

func evidence(
    _ batches: [ImageBatch], drawingFrom random: inout LegacyNumPyRandom
) throws -> SlicedWassersteinEvidence {
    var collector = SlicedWassersteinCollector(memory: 4 << 30)
    for batch in batches {
        let names = (0..<batch.count).map { "\(collector.count + $0)" }
        try collector.add(batch, names: names, drawingFrom: &random)
    }
    return try collector.finish()
}

func points(_ path: String) throws -> [Float] {
    guard case .float32(let values) = try NumPyArray(contentsOf: URL(filePath: path)).samples else {
        fatalError("\(path) should hold float32")
    }
    return values
}

var sets: [String: [ImageBatch]] = [:]
var clouds: [String: [Float]] = [:]
let clock = ContinuousClock()

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    var random = LegacyNumPyRandom(seed: 1000)
    var value = 0.0
    let elapsed: Duration
    switch words.first {
    case "images" where words.count == 4:
        for path in words[1...2] where sets[path] == nil { sets[path] = try batches(path) }
        let (a, b) = (sets[words[1]] ?? [], sets[words[2]] ?? [])
        let threads = ThreadCount(Int(words[3]) ?? 1)
        elapsed = try clock.measure {
            let reals = try evidence(a, drawingFrom: &random)
            let levels = reals.levelSizes.count
            _ = DirectionSet(levels: levels, drawingFrom: &random)
            let fakes = try evidence(b, drawingFrom: &random)
            let directions = DirectionSet(levels: levels, drawingFrom: &random)
            value = try SlicedWassersteinComparison(
                measuresFloor: false, memory: 4 << 30, threads: threads
            ).measure(reals: reals, fakes: fakes, directions: directions).average
        }
    case "points" where words.count == 5:
        for path in words[1...2] where clouds[path] == nil { clouds[path] = try points(path) }
        let (a, b) = (clouds[words[1]] ?? [], clouds[words[2]] ?? [])
        let threads = ThreadCount(Int(words[4]) ?? 1)
        elapsed = clock.measure {
            value =
                LevelDistance(
                    ofPoints: a, and: b, dimensions: 147, directions: Int(words[3]) ?? 1,
                    drawingFrom: &random, threads: threads
                ).mean
        }
    default:
        print("unknown request \(line)")
        fflush(nil)
        continue
    }
    let seconds = elapsed / .seconds(1)
    print(seconds, value)
    // The script waits for each answer.
    fflush(nil)
}
