// SPDX-License-Identifier: Apache-2.0

/// What PyTorch's classes and functions in a pickle stand for.
enum PickledTorch {
    private static let storages: [String: ElementType] = [
        "torch.ByteStorage": .uint8, "torch.CharStorage": .int8, "torch.ShortStorage": .int16,
        "torch.IntStorage": .int32, "torch.LongStorage": .int64, "torch.HalfStorage": .float16,
        "torch.BFloat16Storage": .bfloat16, "torch.FloatStorage": .float32,
        "torch.DoubleStorage": .float64, "torch.BoolStorage": .bool,
    ]

    /// What appears beside weights in checkpoints and is passed over: numbers, settings, types.
    private static let harmless: Set<String> = [
        "argparse.Namespace", "_codecs.encode", "collections.Counter", "collections.defaultdict",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.dtype",
        "torch.device",
    ]

    /// Classes of objects that hold settings beside weights and nothing else.
    private static let settings: Set<String> = ["models.utils.config.BaseConfig"]

    /// The storage that a persistent id names: 'storage', class, key, place, count and more.
    static func storage(_ id: [PickleValue]) throws(PickleProblem) -> PickledStorage {
        guard id.count >= 5, case .text("storage") = id[0], case .global(let name) = id[1],
            case .text(let key) = id[2], case .int(let count) = id[4], count >= 0
        else { throw PickleProblem(description: "a storage has a malformed name") }
        guard let type = storages[name] else {
            throw PickleProblem(description: "numbers of \(name) are not read")
        }
        if id.count > 5, case .tuple = id[5] {
            throw PickleProblem(
                description: "a storage is a view of another, as before PyTorch 0.4")
        }
        return PickledStorage(key: key, type: type, count: count)
    }

    /// What a function gives for its arguments, as far as weights need it.
    static func result(of name: String, _ arguments: [PickleValue], heap: inout PickleHeap)
        throws(PickleProblem) -> PickleValue
    {
        switch name {
        case "collections.OrderedDict":
            return .dictionary(heap.add())
        case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor":
            return .tensor(try tensor(arguments, heap))
        case "torch._utils._rebuild_parameter":
            guard let parameter = arguments.first, case .tensor = parameter else {
                throw PickleProblem(description: "a parameter has no tensor")
            }
            return parameter
        case "torch.Size":
            return arguments.first ?? .tuple(heap.add())
        case _ where settings.contains(name):
            return .object(heap.add())
        case _ where harmless.contains(name):
            return .opaque
        default:
            throw PickleProblem(
                description: "it asks for \(name), which tensors and plain values do not need")
        }
    }

    /// The arguments are storage, offset, shape, strides and more.
    private static func tensor(_ arguments: [PickleValue], _ heap: PickleHeap)
        throws(PickleProblem) -> PickledTensor
    {
        guard arguments.count >= 4, case .storage(let storage) = arguments[0],
            case .int(let offset) = arguments[1], let shape = numbers(arguments[2], heap),
            let strides = numbers(arguments[3], heap)
        else { throw PickleProblem(description: "a tensor has malformed arguments") }
        guard
            let tensor = PickledTensor(
                storage: storage, offset: offset, shape: shape, strides: strides)
        else {
            throw PickleProblem(
                description: "a tensor \(shape) reaches beyond its \(storage.count) numbers")
        }
        return tensor
    }

    private static func numbers(_ value: PickleValue, _ heap: PickleHeap) -> [Int]? {
        guard case .tuple(let items) = value else { return nil }
        var numbers: [Int] = []
        for item in heap[items] {
            guard case .int(let number) = item else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
