// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Pyramids
import Raster

// Serves the timings of the pyramid to `pyramid_vs_opencv.py`, one request a line on standard input, so
// that the script can take turns between this process and its peer. An answer is a time in seconds, or
// "ok". The first argument is the number of threads.
//
//   load PATH            an .npy of height×width (uint8, uint16 or float32) or N×height×width×3 (float32)
//   both LEVELS          decompose and collapse
//   decompose LEVELS     decompose, and keep the pyramid
//   save FOLDER          write the kept levels as level-K.npy and residual.npy
//   copy                 copy the image, as a measure of the memory

/// What a request works on.
enum Subject {
    case plane(Plane)
    case bytes(IntegerPlane<UInt8>)
    case words(IntegerPlane<UInt16>)
    case batch(ImageBatch)
}

/// What a request left behind.
enum Kept {
    case planes(LaplacianPyramid<Plane>)
    case bytes(IntegerLaplacianPyramid<UInt8>)
    case words(IntegerLaplacianPyramid<UInt16>)
    case batch(LaplacianPyramid<ImageBatch>)
}

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () -> Void) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

func load(_ path: String) throws -> Subject {
    let array = try NumPyArray(contentsOf: URL(filePath: path))
    switch (array.samples, array.shape.count) {
    case (.float32(let samples), 2):
        return .plane(Plane(width: array.shape[1], height: array.shape[0], samples: samples))
    case (.uint8(let samples), 2):
        let size = ImageSize(width: array.shape[1], height: array.shape[0])
        return .bytes(IntegerPlane(size: size, samples: samples))
    case (.uint16(let samples), 2):
        let size = ImageSize(width: array.shape[1], height: array.shape[0])
        return .words(IntegerPlane(size: size, samples: samples))
    case (.float32(let samples), 4):
        let size = ImageSize(width: array.shape[2], height: array.shape[1])
        let images = (0..<array.shape[0]).map { index in
            Image(
                planes: (0..<3).map { channel in
                    let start = index * size.area * 3 + channel
                    return Plane(
                        width: size.width, height: size.height,
                        samples: (0..<size.area).map { samples[start + $0 * 3] })
                }, channels: .rgb, range: .byte)
        }
        return .batch(ImageBatch(images))
    default:
        fatalError("no benchmark takes an array of shape \(array.shape)")
    }
}

let threads = ThreadCount(Int(CommandLine.arguments.dropFirst().first ?? "1") ?? 1)
let planes = PlaneExecutor(.mirror101, threads: threads)
let batches = BatchExecutor(threads: threads)

func decompose(_ subject: Subject, _ levels: Int) -> Kept {
    switch subject {
    case .plane(let plane):
        .planes(LaplacianPyramid(decomposing: plane, levels: levels, by: planes))
    case .bytes(let plane):
        .bytes(IntegerLaplacianPyramid(decomposing: plane, levels: levels, threads: threads))
    case .words(let plane):
        .words(IntegerLaplacianPyramid(decomposing: plane, levels: levels, threads: threads))
    case .batch(let batch):
        .batch(LaplacianPyramid(decomposing: batch, levels: levels, by: batches))
    }
}

func collapse(_ kept: consuming Kept) {
    switch consume kept {
    case .planes(let pyramid): _ = (consume pyramid).collapsed(by: planes)
    case .bytes(let pyramid): _ = pyramid.collapsed(threads: threads)
    case .words(let pyramid): _ = pyramid.collapsed(threads: threads)
    case .batch(let pyramid): _ = (consume pyramid).collapsed(by: batches)
    }
}

func save(_ kept: Kept, in folder: String) throws {
    func write(_ level: Int, _ isResidual: Bool, _ array: NumPyArray) throws {
        let name = isResidual ? "residual" : "level-\(level)"
        try array.write(to: URL(filePath: folder).appending(path: "\(name).npy"))
    }
    func shape(_ size: ImageSize) -> [Int] { [size.height, size.width] }
    switch kept {
    case .planes(let pyramid):
        for (level, plane) in (pyramid.bands + [pyramid.residual]).enumerated() {
            try write(
                level, level == pyramid.bands.count,
                NumPyArray(shape: shape(plane.size), samples: .float32(plane.samples)))
        }
    case .bytes(let pyramid):
        for (level, plane) in pyramid.bands.enumerated() {
            try write(
                level, false, NumPyArray(shape: shape(plane.size), samples: .int16(plane.samples)))
        }
    case .words(let pyramid):
        for (level, plane) in pyramid.bands.enumerated() {
            try write(
                level, false, NumPyArray(shape: shape(plane.size), samples: .int32(plane.samples)))
        }
    case .batch(let pyramid):
        for (level, batch) in (pyramid.bands + [pyramid.residual]).enumerated() {
            try write(
                level, level == pyramid.bands.count,
                NumPyArray(
                    shape: [batch.count, 3] + shape(batch.size),
                    samples: .float32(batch.stack.samples)))
        }
    }
}

var subject = Subject.plane(Plane(width: 1, height: 1))
var kept = decompose(subject, 0)

while let line = readLine() {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    switch words.first {
    case "load":
        subject = try load(words[1])
        reply("ok")
    case "both":
        let levels = Int(words[1]) ?? 0
        reply(seconds { collapse(decompose(subject, levels)) })
    case "decompose":
        let levels = Int(words[1]) ?? 0
        reply(seconds { kept = decompose(subject, levels) })
    case "save":
        try save(kept, in: words[1])
        reply("ok")
    case "copy":
        guard case .plane(let plane) = subject else { fatalError("only a plane is copied") }
        reply(
            seconds {
                let copy = plane.cropped(x: 0, y: 0, to: plane.size)
                precondition(copy.size == plane.size)
            })
    default:
        reply("unknown request: \(line)")
    }
}
