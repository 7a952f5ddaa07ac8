// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import Scoring
import StructuralSimilarity

// Serves the timings of MS-SSIM to `similarity_vs_numpy.py`, one request a line on standard input, so
// that the script can take turns between this process and its peers. The first argument is the number of
// threads.
//
//   load A B             two .npy of height×width×3, uint8 or float32 in 0…255: "ok"
//   compare CONVENTION   seconds for one score
//   value CONVENTION     the score
//   precise CONVENTION   the score in double precision
//   set PATH             an .npy of N×height×width×3, uint8: "ok"
//   diversity            seconds for the mean over consecutive pairs
//   mean                 that mean

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

func loadSet(_ path: String) throws -> ImageBatch {
    let array = try NumPyArray(contentsOf: URL(filePath: path))
    guard case .uint8(let samples) = array.samples, array.shape.count == 4 else {
        throw NumPyShapeError()
    }
    let size = ImageSize(width: array.shape[2], height: array.shape[1])
    var stack = Plane(width: size.width, height: size.height * 3 * array.shape[0])
    stack.withMutableSamples { stack in
        for image in 0..<array.shape[0] {
            for channel in 0..<3 {
                let target = (image * 3 + channel) * size.area
                let source = image * 3 * size.area + channel
                for pixel in 0..<size.area {
                    stack[target + pixel] = Float(samples[source + 3 * pixel])
                }
            }
        }
    }
    return ImageBatch(
        stack: stack, size: size, channels: .rgb, count: array.shape[0], range: .byte)
}

struct NumPyShapeError: Error {}

func report(_ set: ImageBatch) throws -> ScoreReport {
    var collector = DiversityCollector(threads: threads)
    try collector.add(set)
    return try collector.finish()
}

let threads = ThreadCount(Int(CommandLine.arguments.dropFirst().first ?? "1") ?? 1)
let black = Image(Plane(width: 176, height: 176), range: .byte)
var pair = (black, black)
var set = ImageBatch([black, black])

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    let measure = MultiscaleSimilarity(
        words.dropFirst().first.flatMap(SimilarityConvention.init(rawValue:)) ?? .wang,
        threads: threads)
    switch words.first {
    case "load":
        let images = try words.dropFirst().map { path in
            let image = try ImageFileReader().read(URL(filePath: path)).image
            return Image(planes: image.planes, channels: image.channels, range: .byte)
        }
        pair = (images[0], images[1])
        reply("ok")
    case "compare":
        reply(try seconds { _ = try measure.score(pair.0, pair.1) })
    case "value":
        reply(try measure.score(pair.0, pair.1).value)
    case "precise":
        reply(try measure.preciseScore(pair.0, pair.1).value)
    case "set":
        set = try loadSet(words[1])
        reply("ok")
    case "diversity":
        reply(try seconds { _ = try report(set) })
    case "mean":
        reply(try report(set).values[0].value)
    default:
        reply("unknown request: \(line)")
    }
}
