// SPDX-License-Identifier: Apache-2.0

/// What a file says about one of its tensors.
public struct TensorFileEntry: Sendable, Hashable {
    /// The name, with dots between its parts, as in `features.0.weight`.
    public let name: String
    /// The type of the elements.
    public let type: ElementType
    /// The length along each axis.
    public let shape: [Int]

    /// Creates an entry.
    public init(name: String, type: ElementType, shape: [Int]) {
        self.name = name
        self.type = type
        self.shape = shape
    }
}

/// A plain value that a file holds beside its tensors.
public enum TensorFileNote: Sendable, Hashable {
    /// Yes or no.
    case truth(Bool)
    /// A whole number or a fraction.
    case number(Double)
    /// A text.
    case text(String)
}

/// A file of named tensors.
///
/// Opening reads only the names; a tensor is read when it is asked for.
public protocol TensorFile {
    /// Where the file is.
    var path: String { get }
    /// The tensors in the order of the file.
    var entries: [TensorFileEntry] { get }
    /// The plain values beside them by name, as far as the format has such.
    var notes: [String: TensorFileNote] { get }
    /// Reads one of the entries.
    ///
    /// - Throws: ``TensorFileError`` when the file has no tensor of that name.
    func tensor(named name: String, on device: Device) throws -> Tensor
}

extension TensorFile {
    /// None.
    public var notes: [String: TensorFileNote] { [:] }

    /// Reads all tensors in the order of the file.
    public func tensors(on device: Device = .cpu) throws -> [(name: String, tensor: Tensor)] {
        try entries.map { ($0.name, try tensor(named: $0.name, on: device)) }
    }

    func missing(_ name: String) -> TensorFileError {
        TensorFileError(
            path: path, problem: "there is no tensor '\(name)' among its \(entries.count)",
            remedy: "check which network the file is for")
    }
}

/// Opens a file of tensors, whichever of the known kinds it is: safetensors, or what `torch.save`
/// wrote.
///
/// - Throws: ``TensorFileError`` when the file cannot be read or is of no known kind.
public func openTensorFile(at path: String) throws(TensorFileError) -> any TensorFile {
    let file = try MappedFile(path: path)
    // The header of a safetensors file follows its length in eight bytes.
    if file.count > 8, file.byte(at: 8) == UInt8(ascii: "{") { return try SafetensorsFile(file) }
    return try PickledTensorFile(file)
}
