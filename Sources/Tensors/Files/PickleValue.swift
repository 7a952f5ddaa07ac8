// SPDX-License-Identifier: Apache-2.0

/// What a pickle of weights is made of.
enum PickleValue {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case text(String)
    case bytes([UInt8])
    case tuple(PickleItems)
    case list(PickleItems)
    /// Keys and values in turn.
    case dictionary(PickleItems)
    /// A class or function, by its full name. It is never looked up, let alone called.
    case global(String)
    /// The attributes of an object that only holds settings: keys and values in turn.
    case object(PickleItems)
    case storage(PickledStorage)
    case tensor(PickledTensor)
    /// Something that weights do not need, and that is passed over.
    case opaque
}

/// The items of a list, tuple or dictionary, by their number in the heap.
struct PickleItems {
    fileprivate let number: Int
}

/// All lists, tuples and dictionaries of a pickle, side by side.
///
/// They refer to each other by number, because a pickle may nest a million of them, or put one into
/// itself: values that held each other would then overflow the stack or never be freed.
struct PickleHeap {
    private var contents: [[PickleValue]] = []

    mutating func add(_ items: [PickleValue] = []) -> PickleItems {
        contents.append(items)
        return PickleItems(number: contents.count - 1)
    }

    subscript(items: PickleItems) -> [PickleValue] {
        _read { yield contents[items.number] }
        _modify { yield &contents[items.number] }
    }
}

/// A run of numbers in the file that tensors are views of.
struct PickledStorage: Equatable {
    let key: String
    let type: ElementType
    /// The number of elements.
    let count: Int
}

/// A tensor as a view of a storage.
struct PickledTensor: Equatable {
    let storage: PickledStorage
    let offset: Int
    let shape: [Int]
    let strides: [Int]

    /// Creates a view; nil when it reaches beyond its storage.
    init?(storage: PickledStorage, offset: Int, shape: [Int], strides: [Int]) {
        guard offset >= 0, shape.count == strides.count, shape.allSatisfy({ $0 >= 0 }),
            strides.allSatisfy({ $0 >= 0 }), shape.byteCount(of: storage.type) != nil
        else { return nil }
        var last = offset
        for (side, stride) in zip(shape, strides) where side > 0 {
            let (reach, overflow) = (side - 1).multipliedReportingOverflow(by: stride)
            let (sum, tooFar) = last.addingReportingOverflow(reach)
            guard !overflow, !tooFar else { return nil }
            last = sum
        }
        guard shape.contains(0) || last < storage.count else { return nil }
        self.storage = storage
        self.offset = offset
        self.shape = shape
        self.strides = strides
    }

    /// Whether the elements lie in row-major order without gaps.
    var isRowMajor: Bool {
        var expected = 1
        for (side, stride) in zip(shape, strides).reversed() where side != 1 {
            guard stride == expected else { return false }
            expected *= side
        }
        return true
    }
}
