// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster
import TestSupport

/// Noise as an image file of 8 or 16 bits, or of floats in 0…1.
func noiseFile(
    _ channels: ChannelLayout = .rgb, width: Int = 52, height: Int = 37,
    format: SampleFormat = .uint8
) -> ImageFile {
    let planes = SyntheticImage.noise(
        height: height, width: width, channels: channels.count, seed: 4
    ).planes()
    let range: ValueRange =
        switch format {
        case .uint8, .int16: .byte
        case .uint16, .int32: .word
        case .float32, .float64: .unit
        }
    let image = Image(
        planes: planes.map { $0 * (range.white / 255) }, channels: channels, range: range)
    return ImageFile(
        image: image, sampleFormat: format,
        doublePlanes: format == .float64 ? image.planes.map { DoublePlane($0) } : nil)
}

/// The pyramid of a file in memory.
func decomposed(
    _ file: ImageFile, _ convention: PyramidConvention.Name = .mirror101, levels: Int? = 3,
    arithmetic: PyramidArithmetic? = nil
) throws -> StoredPyramid {
    try StoredPyramid(
        decomposing: file, name: "noise.png", convention: PyramidConvention(convention),
        levels: levels, arithmetic: arithmetic, threads: .one)
}

extension Image {
    /// Rounded, as a file of whole numbers would hold it.
    var rounded: Image { mapPlanes { $0.map { $0.rounded() } } }
}

/// Changes a value of a pyramid's manifest; nil takes it out.
func edit(manifestOf folder: URL, _ path: [String], to value: Any?) throws {
    let url = folder.appending(path: "pyramid.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    let edited = replacing(object, path[...], with: value)
    try JSONSerialization.data(withJSONObject: edited).write(to: url)
}

private func replacing(_ object: Any, _ path: ArraySlice<String>, with value: Any?) -> Any {
    guard let key = path.first else { return value ?? NSNull() }
    if var list = object as? [Any], let index = Int(key) {
        list[index] = replacing(list[index], path.dropFirst(), with: value)
        return list
    }
    var dictionary = object as? [String: Any] ?? [:]
    if path.count == 1 {
        dictionary[key] = value
    } else {
        dictionary[key] = replacing(dictionary[key] ?? [:], path.dropFirst(), with: value)
    }
    return dictionary
}
