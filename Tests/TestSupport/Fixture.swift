// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Why a fixture could not be read: tests show it as their failure.
package struct FixtureError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Golden values under `Fixtures/`, named by a path such as `pyramids/P01_opencv_tiny_f32_6x8.json`.
package enum Fixture {
    /// The place of a fixture on disk.
    package static func url(_ path: String) -> URL {
        // This file is Tests/TestSupport/Fixture.swift.
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(components: "Fixtures", path)
    }

    /// A JSON fixture decoded as `Value`.
    package static func json<Value: Decodable>(
        _ path: String, as type: Value.Type = Value.self
    ) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: url(path)))
    }

    /// A NumPy array.
    package static func array(_ path: String) throws -> FixtureArray {
        try FixtureArray(npy: [UInt8](Data(contentsOf: url(path))), name: path)
    }
}
