// SPDX-License-Identifier: Apache-2.0

/// A file that `torch.save` wrote: a `state_dict`, or a checkpoint with one in it.
///
/// Both layouts are read, the zip archive and the one from before PyTorch 1.6. Names of nested
/// dictionaries and lists are joined with dots. A pickle can ask for any code to be run; here nothing
/// ever is, and a file that asks for more than tensors and plain values is refused. LibTorch's own
/// reader takes neither `state_dict` files nor the old layout.
public struct PickledTensorFile: TensorFile {
    /// Where the file is.
    public var path: String { file.path }
    /// The tensors in the order of the file.
    public let entries: [TensorFileEntry]
    /// The numbers, texts and truths of its dictionaries, named as tensors are.
    public let notes: [String: TensorFileNote]

    private let file: MappedFile
    private let tensors: [String: PickledTensor]
    /// The bytes of each storage in the file.
    private let storages: [String: Range<Int>]

    /// Opens a file and checks that each tensor's numbers are in it.
    ///
    /// - Throws: ``TensorFileError`` when the file cannot be read, is damaged, or holds a whole
    ///   module, which is code.
    public init(path: String) throws(TensorFileError) { try self.init(MappedFile(path: path)) }

    init(_ file: MappedFile) throws(TensorFileError) {
        let archive =
            ZipDirectory.isZip(file)
            ? try PickleArchive(zip: file) : try PickleArchive(legacy: file)
        let contents: PickleArchive.Contents
        do throws(PickleProblem) {
            contents = try archive.contents()
        } catch {
            throw .damaged(file.path, error.description)
        }
        let found = contents.tensors
        if found.isEmpty {
            throw TensorFileError(
                path: file.path, problem: "it holds no tensors",
                remedy: "save the state_dict of a network")
        }
        var tensors: [String: PickledTensor] = [:]
        for (name, tensor) in found {
            guard tensors.updateValue(tensor, forKey: name) == nil else {
                throw .damaged(file.path, "there are two tensors '\(name)'")
            }
            let storage = tensor.storage
            guard let bytes = archive.storages[storage.key],
                [storage.count].byteCount(of: storage.type) == bytes.count
            else {
                throw .damaged(
                    file.path,
                    "the \(storage.count) \(storage.type) numbers of '\(name)' are not "
                        + "all there")
            }
        }
        self.file = file
        self.tensors = tensors
        notes = contents.notes
        self.storages = archive.storages
        entries = found.map {
            TensorFileEntry(name: $0.name, type: $0.tensor.storage.type, shape: $0.tensor.shape)
        }
    }

    /// Reads one tensor; views of shared memory become tensors of their own.
    public func tensor(named name: String, on device: Device = .cpu) throws -> Tensor {
        guard let view = tensors[name], let storage = storages[view.storage.key] else {
            throw missing(name)
        }
        let size = view.storage.type.size
        let count = view.shape.reduce(1, *)
        if view.isRowMajor || count == 0 {
            let start = count == 0 ? storage.lowerBound : storage.lowerBound + view.offset * size
            return try unsafe file.withBytes(start..<start + count * size) {
                bytes throws(TensorError) in
                try unsafe Tensor(
                    copying: bytes, shape: view.shape, type: view.storage.type, on: device)
            }
        }
        let gathered = unsafe file.withBytes(storage) { bytes in unsafe view.gathered(from: bytes) }
        return try unsafe gathered.withUnsafeBytes { bytes throws(TensorError) in
            try unsafe Tensor(
                copying: bytes, shape: view.shape, type: view.storage.type, on: device)
        }
    }
}

extension PickledTensor {
    /// The elements in row-major order out of the storage's bytes.
    fileprivate func gathered(from bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let size = storage.type.size
        var result: [UInt8] = []
        result.reserveCapacity(shape.reduce(size, *))
        var index = Array(repeating: 0, count: shape.count)
        for _ in 0..<shape.reduce(1, *) {
            let element = zip(index, strides).reduce(offset) { $0 + $1.0 * $1.1 }
            unsafe result.append(contentsOf: bytes[element * size..<(element + 1) * size])
            // Count the index up, last axis first.
            for axis in index.indices.reversed() {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
            }
        }
        return result
    }
}
