// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Manifests: JSON with sorted keys, so that equal values are equal bytes.
enum JSONFile {
    static func read<Value: Decodable>(
        _ url: URL, as type: Value.Type = Value.self
    ) throws(DatasetError) -> Value {
        let bytes = try DatasetError.wrapping { () throws(ImageFileError) in
            try FileBytes.contents(path: url.shownPath)
        }
        return try decode(bytes, name: url.shownPath)
    }

    static func decode<Value: Decodable>(
        _ bytes: [UInt8], name: String, as type: Value.Type = Value.self
    ) throws(DatasetError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw DatasetError(
                place: name, problem: "this JSON file is not as expected (\(reason(of: error)))",
                remedy: "fetch or write it again")
        }
    }

    static func write(_ value: some Encodable, to url: URL) throws(DatasetError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = try Array(encoder.encode(value)) + [0x0A]
        } catch {
            throw DatasetError(
                place: url.shownPath, problem: "this cannot be written as JSON (\(error))",
                remedy: "use finite numbers")
        }
        try DatasetError.wrapping { () throws(ImageFileError) in
            try AtomicFile.replace(url, with: bytes)
        }
    }

    private static func reason(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, _): return "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: "/")
            return "\"\(path)\" is of another type"
        case .dataCorrupted: return "it is cut short or not JSON"
        @unknown default: return "it cannot be read"
        }
    }
}
