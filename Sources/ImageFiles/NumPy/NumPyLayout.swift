// SPDX-License-Identifier: Apache-2.0

/// What the header of an `.npy` file says, for those who map the samples.
package struct NumPyLayout: Sendable, Hashable {
    /// How a sample is stored.
    package let format: SampleFormat
    /// Whether the low byte of a sample comes first.
    package let isLittleEndian: Bool
    /// Whether the first axis varies fastest.
    package let isFortranOrder: Bool
    /// The length of each axis.
    package let shape: [Int]
    /// Where the samples start.
    package let dataOffset: Int

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - start: The first bytes of the file, 64 KiB or all that there are.
    ///   - fileSize: The size of the whole file.
    ///   - name: The file, for error messages.
    /// - Throws: When the header is damaged or the file is not as long as it says.
    package init(start: [UInt8], fileSize: Int, name: String) throws(ImageFileError) {
        do throws(CodecError) {
            let header = try NumPyHeader(start)
            _ = try header.sampleCount(fileSize: fileSize)
            format = header.format
            isLittleEndian = header.isLittleEndian
            isFortranOrder = header.isFortranOrder
            shape = header.shape
            dataOffset = header.dataOffset
        } catch {
            throw error.at(name)
        }
    }
}
