// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pyramids
import Raster

// Serves the timings of the pyramid to a benchmark script, one request a line on standard input, so
// that a script can take turns between this process and its peer. See `pyramid_vs_opencv.py`.

/// The image of the benchmarks: repeatable noise over a gradient, whole numbers from 0 to 255.
func testPlane(_ width: Int, _ height: Int) -> Plane {
    var state: UInt32 = 1
    var plane = Plane(width: width, height: height)
    plane.withMutableSamples { samples in
        for index in samples.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            samples[index] = Float(state >> 24)
        }
    }
    return plane
}

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () -> Void) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

let threads = ThreadCount(Int(CommandLine.arguments.dropFirst().first ?? "1") ?? 1)
let executor = PlaneExecutor(.mirror101, threads: threads)
var plane = testPlane(64, 64)
var pyramid = LaplacianPyramid(decomposing: plane, levels: 1, by: executor)

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "size":
        plane = testPlane(Int(words[1]) ?? 64, Int(words[2]) ?? 64)
        reply("ok")
    case "decompose":
        let levels = Int(words[1]) ?? 5
        reply(
            seconds { pyramid = LaplacianPyramid(decomposing: plane, levels: levels, by: executor) }
        )
    case "collapse":
        let taken = pyramid
        pyramid = LaplacianPyramid(bands: [], residual: plane)
        reply(seconds { pyramid.residual = (consume taken).collapsed(by: executor) })
    case "both":
        let levels = Int(words[1]) ?? 5
        reply(
            seconds {
                let pyramid = LaplacianPyramid(decomposing: plane, levels: levels, by: executor)
                let result = (consume pyramid).collapsed(by: executor)
                precondition(result.size == plane.size)
            })
    case "memcpy":
        reply(
            seconds {
                let copy = plane.cropped(x: 0, y: 0, to: plane.size)
                precondition(copy.size == plane.size)
            })
    default:
        reply("unknown request: \(line)")
    }
}
