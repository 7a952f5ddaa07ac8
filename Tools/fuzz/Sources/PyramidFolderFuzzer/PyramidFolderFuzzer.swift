// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster

/// Reads one input of libFuzzer: its first byte says which pyramid's levels lie in the folder, the
/// rest is the manifest.
///
/// Whatever it says, reading gives an error of one line or a pyramid that can be used.
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let folder = SeedPyramids.shared.folder(Int(choice))
    SeedPyramids.write(bytes.dropFirst(), to: folder.appending(path: "pyramid.json"))
    let pyramid: StoredPyramid
    do {
        pyramid = try PyramidFolder.read(folder, using: ImageFileReader(maximumPixels: 1 << 16))
    } catch {
        guard !error.description.contains("\n") else { fatalError("an error of two lines") }
        return 0
    }
    use(pyramid)
    return 0
}

/// Everything that the tools do with a pyramid that was read.
private func use(_ pyramid: StoredPyramid) {
    let images = pyramid.images
    guard images.count == pyramid.bandCount + (pyramid.hasResidual ? 1 : 0), !images.isEmpty else {
        fatalError("\(images.count) images of \(pyramid.bandCount) bands")
    }
    do {
        let file = try pyramid.collapsed(gains: [2], threads: .one)
        guard file.image.size == pyramid.sourceSize, file.image.channels == pyramid.channels else {
            fatalError("the image is of another kind than the manifest says")
        }
    } catch {
        guard !error.description.contains("\n") else { fatalError("an error of two lines") }
    }
}

/// Small pyramids of every kind on disk, whose manifests are what is mutated.
struct SeedPyramids {
    static let shared = SeedPyramids()

    private let folders: [URL]
    private let manifests: [[UInt8]]

    private static let kinds: [(SampleFormat, PyramidConvention, PyramidArithmetic, LevelFormat)] =
        [
            (.uint8, PyramidConvention(.mirror101), .float, .npy),
            (.uint8, PyramidConvention(.mirror101), .integer, .npy),
            (.uint16, PyramidConvention(.mirror101), .integer, .npy),
            (.uint8, PyramidConvention(.mirror101), .integer, .png16),
            (.uint16, PyramidConvention(.mirror101), .integer, .png16),
            (.uint8, PyramidConvention(.kornia), .float, .pfm),
            (.uint8, PyramidConvention(.pyrtools, border: .circular, filter: .qmf9), .double, .npy),
            (.uint8, PyramidConvention(.skimage), .double, .npy),
        ]

    private init() {
        let place = FileManager.default.temporaryDirectory.appending(
            path: "pyramid-fuzzing-\(ProcessInfo.processInfo.processIdentifier)")
        var folders: [URL] = []
        var manifests: [[UInt8]] = []
        do {
            for (index, kind) in Self.kinds.enumerated() {
                let range: ValueRange = kind.0 == .uint16 ? .word : .byte
                let plane = Plane(
                    width: 8, height: 6, samples: (0..<48).map { Float($0 * 37 % 256) })
                let pyramid = try StoredPyramid(
                    decomposing: ImageFile(
                        image: Image(plane, range: range), sampleFormat: kind.0,
                        colour: ColourDescription(gamma: 45455)),
                    name: "x.png", convention: kind.1, levels: 2, arithmetic: kind.2, threads: .one)
                let folder = place.appending(path: "\(index)")
                try PyramidFolder.write(pyramid, to: folder, as: kind.3)
                folders.append(folder)
                manifests.append(
                    try [UInt8](Data(contentsOf: folder.appending(path: "pyramid.json"))))
            }
        } catch {
            fatalError("the seeds cannot be written: \(error)")
        }
        self.folders = folders
        self.manifests = manifests
    }

    func folder(_ choice: Int) -> URL { folders[choice % folders.count] }

    func writeManifests(to corpus: String) {
        for (index, manifest) in manifests.enumerated() {
            Self.write(
                [UInt8(index)] + manifest,
                to: URL(filePath: corpus).appending(path: "seed-\(index)"))
        }
    }

    static func write(_ bytes: some Sequence<UInt8>, to url: URL) {
        do {
            try Data(bytes).write(to: url)
        } catch {
            fatalError("\(url.path) cannot be written: \(error)")
        }
    }
}
