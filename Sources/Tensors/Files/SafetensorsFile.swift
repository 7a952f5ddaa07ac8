// SPDX-License-Identifier: Apache-2.0

/// A file of named tensors in the safetensors format, which Python's `safetensors` reads and writes.
///
/// Eight bytes with the length of a JSON header, the header, and the numbers in row-major order,
/// little-endian. It holds no code. The file is mapped, so a large one opens at once and tensors that
/// are not asked for are not read.
public struct SafetensorsFile: TensorFile {
    /// Where the file is.
    public var path: String { file.path }
    /// The tensors in the order of the header.
    public let entries: [TensorFileEntry]
    /// The texts in the header.
    public let metadata: [String: String]
    /// The same texts.
    public var notes: [String: TensorFileNote] { metadata.mapValues { .text($0) } }

    private let file: MappedFile
    private let places: [String: (entry: TensorFileEntry, bytes: Range<Int>)]

    /// Headers beyond this are refused, as Python's reader does.
    private static let greatestHeader = 100_000_000

    /// Opens a file and checks that header and data fit each other in every byte.
    ///
    /// - Throws: ``TensorFileError`` when the file cannot be read or is damaged.
    public init(path: String) throws(TensorFileError) { try self.init(MappedFile(path: path)) }

    init(_ file: MappedFile) throws(TensorFileError) {
        self.file = file
        let path = file.path
        guard let length = file.number(0, bytes: 8), length <= Self.greatestHeader,
            let text = file.bytes(8, length)
        else {
            throw .damaged(path, "a safetensors header is longer than the file or 100 MB")
        }
        let header: SafetensorsHeader
        do throws(SafetensorsHeader.Problem) {
            header = try SafetensorsHeader(text)
        } catch {
            throw .damaged(path, "the safetensors header is malformed: \(error.description)")
        }
        metadata = Dictionary(header.metadata.map { ($0.name, $0.value) }) { $1 }
        var entries: [TensorFileEntry] = []
        var places: [String: (TensorFileEntry, Range<Int>)] = [:]
        for tensor in header.tensors {
            guard let type = ElementType(safetensors: tensor.type) else {
                throw TensorFileError(
                    path: path, problem: "tensor '\(tensor.name)' has the type \(tensor.type)",
                    remedy: "save it as F32, or another type from 8 to 64 bits")
            }
            guard tensor.shape.byteCount(of: type) == tensor.place.count,
                let bytes = file.range(8 + length + tensor.place.lowerBound, tensor.place.count)
            else {
                throw .damaged(
                    path,
                    "tensor '\(tensor.name)' of \(type) \(tensor.shape) has \(tensor.place.count) "
                        + "bytes from \(tensor.place.lowerBound), and the file has "
                        + "\(file.count - 8 - length)")
            }
            let entry = TensorFileEntry(name: tensor.name, type: type, shape: tensor.shape)
            entries.append(entry)
            places[tensor.name] = (entry, bytes)
        }
        try Self.checkThatDataIsFilled(header, file.count - 8 - length, path: path)
        self.entries = entries
        self.places = places
    }

    /// Reads one tensor.
    public func tensor(named name: String, on device: Device = .cpu) throws -> Tensor {
        guard let (entry, bytes) = places[name] else { throw missing(name) }
        return try unsafe file.withBytes(bytes) { bytes throws(TensorError) in
            try unsafe Tensor(copying: bytes, shape: entry.shape, type: entry.type, on: device)
        }
    }

    /// Tensors lie one after another with nothing between: bytes that belong to no tensor, or to
    /// two, could carry something past whoever looks at the file.
    private static func checkThatDataIsFilled(
        _ header: SafetensorsHeader, _ count: Int, path: String
    ) throws(TensorFileError) {
        var end = 0
        let inOrder = header.tensors.sorted {
            ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
        }
        for tensor in inOrder {
            guard tensor.place.lowerBound == end else {
                throw .damaged(
                    path,
                    "tensor '\(tensor.name)' starts at \(tensor.place.lowerBound), "
                        + "and what lies before it ends at \(end)")
            }
            end = tensor.place.upperBound
        }
        guard end == count else {
            throw .damaged(path, "\(count - end) bytes follow after the last tensor")
        }
    }
}

extension ElementType {
    init?(safetensors name: String) {
        guard let type = Self.allCases.first(where: { $0.safetensors == name }) else { return nil }
        self = type
    }

    /// The name in a safetensors header; nil for a type that the format has not.
    var safetensors: String? {
        switch self {
        case .uint8: "U8"
        case .int8: "I8"
        case .int16: "I16"
        case .int32: "I32"
        case .int64: "I64"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .float32: "F32"
        case .float64: "F64"
        case .bool: "BOOL"
        case .other: nil
        }
    }
}

extension [Int] {
    /// The bytes that a shape takes; nil where that is beyond all memory.
    func byteCount(of type: ElementType) -> Int? {
        var count = type.size
        for side in self {
            let (product, overflow) = count.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}
