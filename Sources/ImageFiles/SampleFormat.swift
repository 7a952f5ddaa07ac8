// SPDX-License-Identifier: Apache-2.0

/// How a file stores one sample.
public enum SampleFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// 0…255; PNG and PGM files of fewer bits are scaled to it.
    case uint8
    /// 0…65535.
    case uint16
    /// −32768…32767, such as the bands of an exact 8-bit pyramid.
    case int16
    /// −2³¹…2³¹ − 1, such as the bands of an exact 16-bit pyramid.
    case int32
    /// IEEE single precision.
    case float32
    /// IEEE double precision.
    case float64

    /// The bytes that a sample takes in the file.
    public var byteCount: Int {
        switch self {
        case .uint8: 1
        case .uint16, .int16: 2
        case .int32, .float32: 4
        case .float64: 8
        }
    }
}
