// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// A file of a network's tensors in the safetensors format, which Python opens.
///
/// The keys are the paths. Reading is strict: the names and shapes must be the network's, every one,
/// and the set is left as it was when they are not.
public struct ParameterFile: Sendable, Hashable {
    /// Where the file is.
    public let path: String

    /// Names a file.
    public init(_ path: String) { self.path = path }

    /// Writes all tensors of a set.
    ///
    /// The file appears whole or not at all.
    ///
    /// - Parameters:
    ///   - parameters: What to write.
    ///   - metadata: Texts for the header.
    /// - Throws: `TensorFileError` when the file cannot be written.
    public func write(_ parameters: ParameterSet, metadata: [String: String] = [:]) throws {
        try SafetensorsFile.write(
            parameters.entries.map { ($0.name, $0.tensor) }, metadata: metadata, to: path)
    }

    /// Overwrites all tensors of a set with the file's.
    ///
    /// - Throws: `TensorFileError` when the file cannot be read or is damaged, and
    ///   ``ParameterError`` when it is another network's.
    public func read(into parameters: ParameterSet) throws {
        try parameters.read(SafetensorsFile(path: path))
    }
}

extension ParameterSet {
    /// Overwrites all tensors with those of a file of any kind.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - translating: The name in this set of each name in the file; nil leaves a tensor out.
    /// - Throws: ``ParameterError`` when the names or shapes are not this set's.
    public func read(
        _ file: any TensorFile, translating: (String) -> String? = { $0 }
    ) throws {
        let translated = file.entries.compactMap { entry in
            translating(entry.name).map { (name: $0, entry: entry) }
        }
        let differences = differences(from: translated.map { ($0.name, $0.entry.shape) })
        guard differences.isEmpty else {
            throw ParameterError(place: file.path, differences: differences)
        }
        for (name, entry) in translated {
            guard let own = self[name] else { continue }
            let stored = try file.tensor(named: entry.name, on: own.device)
            try withoutGradient { () throws(TensorError) in try own.assign(stored) }
        }
    }
}
