// SPDX-License-Identifier: Apache-2.0

/// The tensors of a TorchScript file, for networks that are built here and need only its numbers.
///
/// The script's methods are not run. Loading it is for files of a trusted origin all the same, since
/// a script may ask for code of its own to unpack its objects.
public struct ScriptTensorFile: TensorFile {
    /// Where the file is.
    public let path: String
    /// The parameters and buffers in the script's order.
    public let entries: [TensorFileEntry]

    private let tensors: [String: Tensor]

    /// Loads a script.
    ///
    /// - Throws: ``TensorError`` when the file is missing or holds no script.
    public init(path: String) throws(TensorError) {
        self.path = path
        let state = try ScriptModule(path: path).state()
        entries = state.map {
            TensorFileEntry(name: $0.name, type: $0.tensor.type, shape: $0.tensor.shape)
        }
        tensors = Dictionary(state.map { ($0.name, $0.tensor) }) { first, _ in first }
    }

    /// Whether a file is an archive with code in it, as TorchScript's are.
    public static func isScript(at path: String) throws(TensorFileError) -> Bool {
        let file = try MappedFile(path: path)
        guard ZipDirectory.isZip(file) else { return false }
        return try ZipDirectory(file).hasCode
    }

    /// One of the tensors.
    public func tensor(named name: String, on device: Device = .cpu) throws -> Tensor {
        guard let tensor = tensors[name] else { throw missing(name) }
        return try tensor.converted(on: device)
    }
}
