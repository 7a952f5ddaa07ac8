// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Pyramids
import Raster
import Spectral

// Serves timings of the frequency-domain code to the scripts beside this folder, one request a line
// on standard input and one answer a line, so that a script can take turns between this process and
// its peer in one run. Arrays go through files of raw 32-bit floats.

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () -> Void) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// Processor time of this process: what other programs do meanwhile counts only through the caches.
func processorSeconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

func floats(_ path: String) throws -> [Float] {
    try unsafe Data(contentsOf: URL(filePath: path)).withUnsafeBytes {
        unsafe Array($0.bindMemory(to: Float.self))
    }
}

func write(_ planes: [Plane], to path: String) throws {
    var data = Data()
    for plane in planes {
        unsafe plane.samples.withUnsafeBytes { unsafe data.append(contentsOf: $0) }
    }
    try data.write(to: URL(filePath: path))
}

struct BadRequest: Error {
    let line: String
}

/// What the requests work on.
struct Bench {
    var plane = Plane(width: 1, height: 1)
    var result: [Plane] = []
    var convolution: Convolution?
    var steerable: SteerableTransform?
    var pyramid: SteerablePyramid?

    mutating func answer(_ words: [String]) throws -> Any {
        func number(_ index: Int) throws -> Int {
            guard index < words.count, let value = Int(words[index]) else {
                throw BadRequest(line: words.joined(separator: " "))
            }
            return value
        }
        switch words[0] {
        case "image":  // image PATH WIDTH HEIGHT
            plane = try Plane(width: number(2), height: number(3), samples: floats(words[1]))
            return "ok"
        case "kernel":  // kernel separable|dense PATH WIDTH HEIGHT METHOD THREADS
            let (width, height) = try (number(3), number(4))
            let taps = try floats(words[2])
            guard let method = ConvolutionMethod(rawValue: words[5]) else {
                throw BadRequest(line: words.joined(separator: " "))
            }
            let kernel: ConvolutionKernel =
                words[1] == "dense"
                ? .dense(Plane(width: width, height: height, samples: taps))
                : .separable(
                    horizontal: Array(taps.prefix(width)), vertical: Array(taps.suffix(height)))
            convolution = try Convolution(kernel, method: method, threads: ThreadCount(number(6)))
            return "ok"
        case "convolve":
            guard let convolution else { throw BadRequest(line: "convolve before kernel") }
            return seconds { result = [convolution(plane)] }
        case "steerable":  // steerable ORDER LEVELS real|complex THREADS
            steerable = try SteerableTransform(
                size: plane.size, order: number(1), height: number(2),
                isComplex: words[3] == "complex", threads: ThreadCount(number(4)))
            return "ok"
        case "decompose":
            guard let steerable else { throw BadRequest(line: "decompose before steerable") }
            let time = seconds { pyramid = steerable.decompose(plane) }
            if let pyramid {
                result =
                    [pyramid.highPass]
                    + pyramid.levels.joined().flatMap {
                        [$0.real] + ($0.imaginary.map { [$0] } ?? [])
                    }
                    + [pyramid.lowPass]
            }
            return time
        case "reconstruct":
            guard let steerable, let pyramid else {
                throw BadRequest(line: "reconstruct before decompose")
            }
            return seconds { result = [steerable.reconstruct(pyramid)] }
        case "convolve-cpu":
            guard let convolution else { throw BadRequest(line: "convolve-cpu before kernel") }
            return processorSeconds { result = [convolution(plane)] }
        case "save":  // save PATH
            try write(result, to: words[1])
            return "ok"
        default:
            throw BadRequest(line: words.joined(separator: " "))
        }
    }
}

var bench = Bench()
while let line = readLine() {
    do {
        reply(try bench.answer(line.split(separator: " ").map(String.init)))
    } catch {
        reply("unknown request: \(error)")
    }
}
