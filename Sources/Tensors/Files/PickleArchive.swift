// SPDX-License-Identifier: Apache-2.0

/// The parts of a file that `torch.save` wrote: the pickled value and where the numbers lie.
struct PickleArchive {
    let root: PickleValue
    private let heap: PickleHeap
    let storages: [String: Range<Int>]

    /// Pickles name tensors; one beyond this size is no list of weights.
    private static let greatestPickle = 256 << 20

    /// The layout since PyTorch 1.6: a folder with `data.pkl` and the storages under `data/`.
    init(zip file: MappedFile) throws(TensorFileError) {
        let directory = try ZipDirectory(file)
        if directory.hasCode {
            throw TensorFileError(
                path: file.path, problem: "this is a TorchScript module, a program with weights",
                remedy: "load it as a script, or save the state_dict of the network")
        }
        if let name = directory.compressed.first {
            throw TensorFileError(
                path: file.path, problem: "entry '\(name)' of the zip archive is compressed",
                remedy: "save the file with torch.save, which does not compress")
        }
        guard
            let (name, pickle) = directory.entries.first(where: { entry in
                entry.key.hasSuffix("/data.pkl") && entry.key.count(where: { $0 == "/" }) == 1
            })
        else {
            throw TensorFileError(
                path: file.path, problem: "this zip archive was not written by torch.save",
                remedy: "name a file of weights")
        }
        let folder = name.dropLast("data.pkl".utf8.count)
        if let order = directory.entries[folder + "byteorder"],
            file.bytes(order.lowerBound, order.count) == Array("big".utf8)
        {
            throw TensorFileError(
                path: file.path, problem: "its numbers are big-endian",
                remedy: "save it on a little-endian machine")
        }
        guard pickle.count <= Self.greatestPickle,
            let bytes = file.bytes(pickle.lowerBound, pickle.count)
        else { throw .damaged(file.path, "its pickle is larger than 256 MB") }
        do throws(PickleProblem) {
            var machine = PickleMachine(bytes)
            root = try machine.next()
            heap = machine.heap
        } catch {
            throw Self.refusal(file, error)
        }
        var storages: [String: Range<Int>] = [:]
        for (name, bytes) in directory.entries where name.hasPrefix(folder + "data/") {
            storages[String(name.dropFirst(folder.count + 5))] = bytes
        }
        self.storages = storages
    }

    /// The layout before: five pickles (a number, a version, facts about the machine, the value, the
    /// keys of the storages), then for each key a count and the numbers.
    init(legacy file: MappedFile) throws(TensorFileError) {
        let bytes = file.bytes(0, min(file.count, Self.greatestPickle)) ?? []
        guard bytes.starts(with: Self.legacyMagic) else {
            throw TensorFileError(
                path: file.path,
                problem: "this is neither a safetensors file nor one of torch.save",
                remedy: "name a file of weights")
        }
        var machine = PickleMachine(bytes, from: Self.legacyMagic.count)
        let named: [String: PickledStorage]
        var keys: [PickleValue] = []
        do throws(PickleProblem) {
            _ = try machine.next()
            _ = try machine.next()
            root = try machine.next()
            (heap, named) = (machine.heap, machine.storages)
            if case .list(let list) = try machine.next() { keys = machine.heap[list] }
        } catch {
            throw Self.refusal(file, error)
        }
        var storages: [String: Range<Int>] = [:]
        var place = machine.place
        for key in keys {
            guard case .text(let key) = key, let count = file.number(place, bytes: 8) else {
                throw .damaged(file.path, "the file ends before its numbers do")
            }
            guard let size = named[key]?.type.size, count <= file.count,
                let range = file.range(place + 8, count * size)
            else { throw .damaged(file.path, "the file ends before its numbers do") }
            storages[key] = range
            place = range.upperBound
        }
        self.storages = storages
    }

    /// The pickle of the number 0x1950a86a20f9469cfc6c, protocol 2.
    private static let legacyMagic: [UInt8] = [
        0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]

    /// What a value holds, with names joined by dots.
    struct Contents {
        var tensors: [(name: String, tensor: PickledTensor)] = []
        var notes: [String: TensorFileNote] = [:]
        /// How many values were looked at.
        fileprivate var visits = 0
    }

    /// The tensors and plain values of the value.
    ///
    /// Depth and number are bounded because a pickle can contain itself.
    func contents() throws(PickleProblem) -> Contents {
        var found = Contents()
        try collect(root, "", depth: 0, into: &found)
        return found
    }

    private func collect(
        _ value: PickleValue, _ name: String, depth: Int, into found: inout Contents
    ) throws(PickleProblem) {
        found.visits += 1
        guard depth <= 32, found.visits <= 10_000_000 else {
            throw PickleProblem(description: "its dictionaries are nested without end")
        }
        let prefix = name.isEmpty ? "" : name + "."
        switch value {
        case .tensor(let tensor): found.tensors.append((name, tensor))
        case .dictionary(let items), .object(let items):
            let items = heap[items]
            for index in stride(from: 0, to: items.count, by: 2) {
                let key: String
                switch items[index] {
                case .text(let text): key = text
                case .int(let number): key = "\(number)"
                default: continue
                }
                try collect(items[index + 1], prefix + key, depth: depth + 1, into: &found)
            }
        case .list(let items), .tuple(let items):
            for (index, item) in heap[items].enumerated() {
                try collect(item, "\(prefix)\(index)", depth: depth + 1, into: &found)
            }
        case .bool(let truth): found.notes[name] = .truth(truth)
        case .int(let number): found.notes[name] = .number(Double(number))
        case .float(let number): found.notes[name] = .number(number)
        case .text(let text): found.notes[name] = .text(text)
        case .none, .bytes, .global, .storage, .opaque: return
        }
    }

    private static func refusal(_ file: MappedFile, _ problem: PickleProblem) -> TensorFileError {
        TensorFileError(
            path: file.path, problem: problem.description,
            remedy: "only a state_dict, or a checkpoint with one in it, is read")
    }
}
