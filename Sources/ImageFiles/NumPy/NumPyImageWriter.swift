// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Images to `.npy` files, a piece at a time: a piece stays in cache, where a whole file would be
/// written to memory twice before the system copies it.
struct NumPyImageWriter {
    let format: SampleFormat

    private static let pixelsAtOnce = 8192

    /// Adds the array of an image to a file that is empty.
    func write(_ image: Image, to file: inout AtomicFile) throws(ImageFileError) {
        switch format {
        case .uint8: try write(image, UInt8.self, to: &file)
        case .uint16: try write(image, UInt16.self, to: &file)
        case .int16: try write(image, Int16.self, to: &file)
        case .int32: try write(image, Int32.self, to: &file)
        case .float32: try write(image, Float.self, to: &file)
        case .float64: try write(image, Double.self, to: &file)
        }
    }

    private func write<Sample: StoredSample & StoredNumber>(
        _ image: Image, _: Sample.Type, to file: inout AtomicFile
    ) throws(ImageFileError) {
        var bytes = NumPyArray.encodedHeader(shape: NumPyArray.shape(of: image), format: format)
        let area = image.size.area
        for start in stride(from: 0, to: area, by: Self.pixelsAtOnce) {
            let samples: [Sample] = Interleaving.interleaved(
                image, pixels: start..<min(start + Self.pixelsAtOnce, area))
            StoredNumbers.append(samples, to: &bytes)
            try file.append(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
    }
}
