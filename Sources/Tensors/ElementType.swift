// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// What the elements of a tensor are.
public enum ElementType: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible
{
    /// Whole numbers from 0 to 255.
    case uint8
    /// Whole numbers of 8 bits.
    case int8
    /// Whole numbers of 16 bits.
    case int16
    /// Whole numbers of 32 bits.
    case int32
    /// Whole numbers of 64 bits: indices and labels.
    case int64
    /// Half precision (IEEE 754).
    case float16
    /// Single precision cut to 16 bits: its range with 8 bits of precision.
    case bfloat16
    /// Single precision: weights and images.
    case float32
    /// Double precision: gradient checks and sums.
    case float64
    /// Truth values, as comparisons give them.
    case bool
    /// A type that only LibTorch's scripts use.
    case other

    /// The name, as Python has it.
    public var description: String { rawValue }

    /// Bytes for each element; 0 for ``other``.
    public var size: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        case .other: 0
        }
    }

    /// Whether elements may have fractions; only such tensors have gradients.
    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: true
        case .uint8, .int8, .int16, .int32, .int64, .bool, .other: false
        }
    }

    init(_ type: ctorch_type) {
        self = Self.allCases.first { $0.code == type } ?? .other
    }

    var code: ctorch_type {
        switch self {
        case .uint8: CTORCH_UINT8
        case .int8: CTORCH_INT8
        case .int16: CTORCH_INT16
        case .int32: CTORCH_INT32
        case .int64: CTORCH_INT64
        case .float16: CTORCH_FLOAT16
        case .bfloat16: CTORCH_BFLOAT16
        case .float32: CTORCH_FLOAT32
        case .float64: CTORCH_FLOAT64
        case .bool: CTORCH_BOOL
        case .other: CTORCH_OTHER_TYPE
        }
    }
}

/// A Swift type that tensors are made of.
public protocol TensorElement: BitwiseCopyable, Sendable {
    /// The tensor's name for it.
    static var elementType: ElementType { get }
}

extension Float: TensorElement {
    /// Single precision.
    public static var elementType: ElementType { .float32 }
}

extension Double: TensorElement {
    /// Double precision.
    public static var elementType: ElementType { .float64 }
}

extension Int: TensorElement {
    /// Whole numbers of 64 bits.
    public static var elementType: ElementType { .int64 }
}

extension Int32: TensorElement {
    /// Whole numbers of 32 bits.
    public static var elementType: ElementType { .int32 }
}

extension UInt8: TensorElement {
    /// Bytes.
    public static var elementType: ElementType { .uint8 }
}

extension Bool: TensorElement {
    /// Truth values.
    public static var elementType: ElementType { .bool }
}
