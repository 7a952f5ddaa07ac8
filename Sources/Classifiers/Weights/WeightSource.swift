// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

/// Gives a network that is being built its tensors by name, and keeps account of what does not fit.
///
/// A network asks for all it needs and then calls ``finish()``, which throws when something was
/// missing or of another shape, or when the file holds what nobody asked for. Until then it gets zeros
/// in place of what is missing, so that the error names all differences and not only the first.
final class WeightSource {
    /// The type that tensors are given in.
    let type: ElementType

    private let file: any TensorFile
    /// The file's entries that were not asked for yet, by the network's names.
    private var left: [String: TensorFileEntry] = [:]
    private var differences: [ParameterError.Difference] = []

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - file: The tensors.
    ///   - type: The type that they are given in.
    ///   - translating: The network's name of a tensor in the file; nil leaves it out.
    init(
        _ file: any TensorFile, as type: ElementType = .float32,
        translating: (String) -> String? = { $0 }
    ) {
        self.file = file
        self.type = type
        for entry in file.entries {
            if let name = translating(entry.name) { left[name] = entry }
        }
    }

    /// The shape of a tensor that was not asked for yet; nil where there is none.
    func shape(of name: String) -> [Int]? { left[name]?.shape }

    /// A tensor in double precision, which must be there.
    func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
        guard left[name] != nil else {
            differences.append(.missing(name))
            return try .zeros(shape, type: .float64)
        }
        return try tensorIfPresent(name, shape) ?? .zeros(shape, type: .float64)
    }

    /// A tensor in double precision that some files leave out.
    func tensorIfPresent(_ name: String, _ shape: [Int]) throws -> Tensor? {
        guard let entry = left.removeValue(forKey: name) else { return nil }
        guard entry.shape == shape else {
            differences.append(.shape(name, expected: shape, found: entry.shape))
            return try .zeros(shape, type: .float64)
        }
        return try file.tensor(named: entry.name, on: .cpu).converted(to: .float64)
    }

    /// Says that the network is complete.
    ///
    /// - Throws: `ParameterError` with all differences, if there are any.
    func finish() throws(ParameterError) {
        let unexpected = file.entries.map(\.name)
            .filter { name in left.values.contains { $0.name == name } }
        let all = differences + unexpected.map { .unexpected($0) }
        guard all.isEmpty else { throw ParameterError(place: file.path, differences: all) }
    }
}
