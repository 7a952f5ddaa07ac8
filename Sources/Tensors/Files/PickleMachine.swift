// SPDX-License-Identifier: Apache-2.0

// A pickle is a program for a stack machine. This one has the instructions that `torch.save` writes
// and knows the handful of functions that rebuild tensors. What they would do is done here; nothing
// is imported and nothing is called, so that a file can only describe values. A file that asks for
// anything else is refused by the name of what it asked for.

/// Why a pickle is refused.
struct PickleProblem: Error {
    let description: String
}

/// Reads one pickle after another from bytes.
struct PickleMachine {
    private let bytes: [UInt8]
    /// The place of the next instruction.
    private(set) var place = 0
    /// The lists, tuples and dictionaries of the last pickle.
    private(set) var heap = PickleHeap()
    /// The storages that the last pickle named.
    private(set) var storages: [String: PickledStorage] = [:]
    private var stack: [PickleValue] = []
    /// The heights of the stack at the marks.
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]

    init(_ bytes: [UInt8], from place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    /// Reads a pickle up to its end.
    mutating func next() throws(PickleProblem) -> PickleValue {
        (stack, marks, memo, heap, storages) = ([], [], [:], PickleHeap(), [:])
        while true {
            let code = try byte()
            if code == UInt8(ascii: ".") { return try pop() }
            try execute(code)
        }
    }

    private mutating func execute(_ code: UInt8) throws(PickleProblem) {
        if try pushConstant(code) { return }
        if try collect(code) { return }
        switch code {
        case 0x80: _ = try take(1)
        case 0x95: _ = try take(8)
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: "0"): _ = try pop()
        case UInt8(ascii: "1"): _ = try popMark()
        case UInt8(ascii: "2"): stack.append(try top())
        case UInt8(ascii: "q"): memo[try number(1)] = try top()
        case UInt8(ascii: "r"): memo[try number(4)] = try top()
        case 0x94: memo[memo.count] = try top()
        case UInt8(ascii: "h"): stack.append(try remembered(number(1)))
        case UInt8(ascii: "j"): stack.append(try remembered(number(4)))
        case UInt8(ascii: "c"): stack.append(.global("\(try line()).\(try line())"))
        case 0x93:
            guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
                throw problem("a class has no name")
            }
            stack.append(.global("\(module).\(name)"))
        case UInt8(ascii: "Q"):
            guard case .tuple(let id) = try pop() else { throw problem("a storage has no name") }
            let storage = try PickledTorch.storage(heap[id])
            storages[storage.key] = storage
            stack.append(.storage(storage))
        case UInt8(ascii: "R"), 0x81:
            guard case .tuple(let arguments) = try pop(), case .global(let name) = try pop() else {
                throw problem("something is called that is no function")
            }
            stack.append(try PickledTorch.result(of: name, heap[arguments], heap: &heap))
        case UInt8(ascii: "b"):
            // The state of an object: its settings; of an ordered dictionary, its attributes, which no
            // tensor is.
            let state = try pop()
            // Once only: repeated, a short file could ask for endless memory.
            if case .object(let attributes) = try top(), case .dictionary(let settings) = state,
                heap[attributes].isEmpty
            {
                heap[attributes] = heap[settings]
            }
        default: throw problem("instruction \(code) is none that torch.save writes")
        }
    }

    private mutating func pushConstant(_ code: UInt8) throws(PickleProblem) -> Bool {
        switch code {
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88: stack.append(.bool(true))
        case 0x89: stack.append(.bool(false))
        case UInt8(ascii: "K"): stack.append(.int(try number(1)))
        case UInt8(ascii: "M"): stack.append(.int(try number(2)))
        case UInt8(ascii: "J"):
            stack.append(.int(Int(Int32(truncatingIfNeeded: try number(4)))))
        case 0x8A: stack.append(try long(number(1)))
        case 0x8B: stack.append(try long(number(4)))
        case UInt8(ascii: "G"):
            let pattern = try take(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            stack.append(.float(Double(bitPattern: pattern)))
        case UInt8(ascii: "X"): stack.append(try text(number(4)))
        case 0x8C: stack.append(try text(number(1)))
        case UInt8(ascii: "T"): stack.append(try text(number(4)))
        case UInt8(ascii: "U"): stack.append(try text(number(1)))
        case UInt8(ascii: "B"): stack.append(.bytes(Array(try take(number(4)))))
        case UInt8(ascii: "C"): stack.append(.bytes(Array(try take(number(1)))))
        default: return false
        }
        return true
    }

    private mutating func collect(_ code: UInt8) throws(PickleProblem) -> Bool {
        switch code {
        case UInt8(ascii: "]"), 0x8F: stack.append(.list(heap.add()))
        case UInt8(ascii: "}"): stack.append(.dictionary(heap.add()))
        case UInt8(ascii: ")"): stack.append(.tuple(heap.add()))
        case UInt8(ascii: "t"): stack.append(.tuple(heap.add(try popMark())))
        case 0x85...0x87:
            let count = Int(code) - 0x84
            guard stack.count - (marks.last ?? 0) >= count else {
                throw problem("a tuple lacks items")
            }
            let items = Array(stack.suffix(count))
            stack.removeLast(count)
            stack.append(.tuple(heap.add(items)))
        case UInt8(ascii: "l"):
            stack.append(.list(heap.add(try popMark())))
        case UInt8(ascii: "d"):
            let items = try popMark()
            stack.append(.dictionary(heap.add()))
            try set(items, in: top())
        case UInt8(ascii: "a"):
            let item = try pop()
            try append([item], to: top())
        case UInt8(ascii: "e"), 0x90:
            let items = try popMark()
            try append(items, to: top())
        case UInt8(ascii: "s"):
            let value = try pop()
            let key = try pop()
            try set([key, value], in: top())
        case UInt8(ascii: "u"):
            let items = try popMark()
            try set(items, in: top())
        default: return false
        }
        return true
    }

    private mutating func append(_ items: [PickleValue], to value: PickleValue)
        throws(PickleProblem)
    {
        switch value {
        case .list(let list): heap[list] += items
        case .opaque: break
        default: throw problem("items are added to what is no list")
        }
    }

    private mutating func set(_ items: [PickleValue], in value: PickleValue) throws(PickleProblem) {
        guard items.count.isMultiple(of: 2) else { throw problem("a key has no value") }
        switch value {
        case .dictionary(let dictionary):
            heap[dictionary] += items
        case .opaque: break
        default: throw problem("keys are set in what is no dictionary")
        }
    }

    private func top() throws(PickleProblem) -> PickleValue {
        guard let value = stack.last, stack.count > marks.last ?? 0 else {
            throw problem("the stack is empty")
        }
        return value
    }

    private mutating func pop() throws(PickleProblem) -> PickleValue {
        let value = try top()
        stack.removeLast()
        return value
    }

    private mutating func popMark() throws(PickleProblem) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw problem("a mark is missing") }
        let items = Array(stack[mark...])
        stack.removeSubrange(mark...)
        return items
    }

    private func remembered(_ key: Int) throws(PickleProblem) -> PickleValue {
        guard let value = memo[key] else { throw problem("value \(key) was never stored") }
        return value
    }

    private mutating func byte() throws(PickleProblem) -> UInt8 {
        guard place < bytes.count else { throw problem("it ends too early") }
        place += 1
        return bytes[place - 1]
    }

    private mutating func take(_ count: Int) throws(PickleProblem) -> ArraySlice<UInt8> {
        guard count <= bytes.count - place else { throw problem("it ends too early") }
        place += count
        return bytes[place - count..<place]
    }

    private mutating func number(_ count: Int) throws(PickleProblem) -> Int {
        try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func long(_ count: Int) throws(PickleProblem) -> PickleValue {
        let digits = try take(count)
        // Python's numbers have any length; sizes and keys do not.
        guard count <= 8 else { return .opaque }
        let pattern = digits.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let shift = 64 - 8 * count
        return .int(count == 0 ? 0 : Int(Int64(bitPattern: pattern << shift) >> shift))
    }

    private mutating func text(_ count: Int) throws(PickleProblem) -> PickleValue {
        .text(String(decoding: try take(count), as: UTF8.self))
    }

    private mutating func line() throws(PickleProblem) -> String {
        guard let end = bytes[place...].firstIndex(of: 0x0A) else {
            throw problem("it ends too early")
        }
        defer { place = end + 1 }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }

    private func problem(_ text: String) -> PickleProblem {
        PickleProblem(description: "\(text) (byte \(place) of the pickle)")
    }
}
