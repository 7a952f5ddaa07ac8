// SPDX-License-Identifier: Apache-2.0

extension SafetensorsFile {
    /// Writes tensors, in the place of a file that is there.
    ///
    /// The file appears under its name whole or not at all.
    ///
    /// - Parameters:
    ///   - tensors: Names that differ, and tensors on any device. Those of longer elements come
    ///     first in the file, so that each lies on a multiple of its element's size.
    ///   - metadata: Texts for the header.
    ///   - path: The file.
    /// - Throws: ``TensorFileError`` when the file cannot be written, and ``TensorError`` when a
    ///   tensor cannot be read.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:],
        to path: String
    ) throws {
        var header = SafetensorsHeader()
        header.metadata = metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        // The sort is stable: names keep their order among elements of one size.
        let inOrder = tensors.sorted { $0.tensor.type.size > $1.tensor.type.size }
        var names: Set<String> = ["__metadata__"]
        var end = 0
        for (name, tensor) in inOrder {
            let (type, shape) = (tensor.type, tensor.shape)
            guard names.insert(name).inserted, let code = type.safetensors else {
                throw TensorFileError(
                    path: path, problem: "tensor '\(name)' of \(type) cannot be written",
                    remedy: "names must differ and types have 8 to 64 bits")
            }
            let place = end..<end + tensor.count * type.size
            header.tensors.append(.init(name: name, type: code, shape: shape, place: place))
            end = place.upperBound
        }
        var text = Array(header.text.utf8)
        // Spaces up to a multiple of eight: the numbers are then aligned in a mapped file.
        text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
        var file = try PartialFile(path)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
        try file.append(length + text)
        for (_, tensor) in inOrder {
            try file.append(try tensor.bytes())
        }
        try file.commit()
    }
}

extension Tensor {
    /// The elements as they lie in memory in row-major order.
    fileprivate func bytes() throws(TensorError) -> [UInt8] {
        let size = count * type.size
        var failure: TensorError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            do throws(TensorError) {
                try unsafe copy(to: UnsafeMutableRawBufferPointer(buffer).prefixed(size))
                filled = size
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The first `count` bytes: an array's room may be larger than was asked for.
    fileprivate func prefixed(_ count: Int) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(rebasing: self[..<count])
    }
}
