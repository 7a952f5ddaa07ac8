// SPDX-License-Identifier: Apache-2.0

/// The header of an `.npy` file: a Python dictionary in text, behind a magic number.
struct NumPyHeader {
    let format: SampleFormat
    let isLittleEndian: Bool
    let isFortranOrder: Bool
    let shape: [Int]
    /// Where the samples start.
    let dataOffset: Int

    /// The longest header that is read; NumPy itself stops at 10 000 characters by default.
    private static let longestText = 1 << 16

    init(_ bytes: [UInt8]) throws(CodecError) {
        let reader = ByteReader(bytes)
        guard reader.matches(1, "NUMPY"), let major = reader.byte(6) else {
            throw CodecError("the .npy header is cut short")
        }
        guard (1...3).contains(major) else {
            throw CodecError(
                "version \(major) of the .npy format is not known",
                remedy: "save the array again with numpy.save")
        }
        let start = major == 1 ? 10 : 12
        guard let length = reader.number(8, bytes: major == 1 ? 2 : 4, littleEndian: true),
            length <= Self.longestText, let text = reader.slice(start, length)
        else { throw CodecError("the .npy header is cut short or far too long") }
        var parser = NumPyHeaderText(bytes[text])
        let fields = try parser.fields()
        (format, isLittleEndian) = try Self.sampleFormat(fields.description)
        isFortranOrder = fields.isFortranOrder
        shape = fields.shape
        dataOffset = text.upperBound
    }

    /// The number of samples, once it is known that exactly so many follow the header.
    func sampleCount(fileSize: Int) throws(CodecError) -> Int {
        var count = format.byteCount
        for length in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: length)
            guard !overflows else {
                throw CodecError("the .npy header declares the shape \(shape), beyond all memory")
            }
            count = product
        }
        let present = fileSize - dataOffset
        guard count == present else {
            throw CodecError(
                "the .npy header declares \(count) bytes of samples of shape \(shape), "
                    + "and \(present) follow it")
        }
        return count / format.byteCount
    }

    private static func sampleFormat(
        _ description: String
    ) throws(CodecError) -> (SampleFormat, isLittleEndian: Bool) {
        let types: [String: SampleFormat] = [
            "u1": .uint8, "u2": .uint16, "i2": .int16, "i4": .int32, "f4": .float32,
            "f8": .float64,
        ]
        let type = String(description.dropFirst())
        guard let order = description.first, "<>|=".contains(order), let format = types[type],
            order != "|" || format.byteCount == 1
        else {
            let found =
                type.hasPrefix("O") || description.hasPrefix("O")
                ? "Python objects" : "samples of type '\(description.prefix(20))'"
            throw CodecError(
                "the array holds \(found)",
                remedy: "save it as u1, u2, i2, i4, f4 or f8 (array.astype(numpy.float32))")
        }
        return (format, order != ">")
    }
}
