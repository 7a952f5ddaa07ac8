// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension ProGAN.ImportedGenerator {
    /// What the layer from latents to 4×4 takes: latents, and where there is a table of labels, its row.
    struct FirstLayer {
        let latents: Int
        private let table: Tensor?

        /// Everything that it takes.
        var inputs: Int { latents + (table?.shape[1] ?? 0) }

        /// Whether a row follows that is the same for all images.
        var hasConstant: Bool { table?.shape[0] == 1 }

        /// How many classes there are to choose from; a table of one row leaves no choice.
        var classes: Int { hasConstant ? 0 : table?.shape[0] ?? 0 }

        /// What each label's row adds to each output, (outputs, labels), by rows of stored weights.
        func labelled(_ rows: Tensor) throws(TensorError) -> Tensor? {
            guard let table else { return nil }
            return try rows.slice(latents..<inputs, along: 1).linear(weight: table)
        }

        init(_ reading: ProGAN.Port.Reading, _ found: ProGAN.FoundGenerator) throws {
            let layer = reading.layer(.first)
            let entry = try found.entry(layer.weight)
            guard let sizes = layer.sizes(entry.shape) else {
                throw found.problem(
                    "'\(entry.name)' is \(entry.shape), which makes no 4×4 of latents",
                    "check which network the file is for")
            }
            guard let labels = reading.labels else {
                (latents, table) = (sizes.inputs, nil)
                return
            }
            let rows = try found.entry(labels)
            guard rows.shape.count == 2, rows.shape[1] < sizes.inputs else {
                throw found.problem(
                    "'\(rows.name)' is \(rows.shape), and the first layer takes \(sizes.inputs) numbers",
                    "check which network the file is for")
            }
            latents = sizes.inputs - rows.shape[1]
            table = try found.tensor(labels, shape: rows.shape)
        }
    }

    /// The network that a name map describes, with the sizes that the file's weights have.
    static func architecture(
        _ reading: ProGAN.Port.Reading, _ first: FirstLayer, _ found: ProGAN.FoundGenerator,
        levels: Int
    ) throws -> ProGAN.Architecture {
        func outputs(_ place: ProGAN.PortPlace) throws -> Int {
            let entry = try found.entry(reading.layer(place).weight)
            return entry.shape[0]
        }
        var architecture = ProGAN.Architecture(
            resolution: 4 << (levels - 1), channels: try outputs(.image(level: levels - 1)),
            latentSize: first.latents, classes: first.classes, techniques: reading.techniques)
        architecture.mapsBySide = try (0..<levels).map { level in
            try outputs(level == 0 ? .second : .convolution(level: level, index: 1))
        }
        if first.hasConstant { architecture.techniques.firstBias = .unit }
        guard [1, 3].contains(architecture.channels) else {
            throw found.problem(
                "its images have \(architecture.channels) channels", "1 and 3 are read")
        }
        return architecture
    }

    /// Fills every tensor of the network with the file's.
    func fill(
        _ reading: ProGAN.Port.Reading, _ first: FirstLayer, _ found: ProGAN.FoundGenerator,
        levels: Int
    ) throws {
        for place in ProGAN.PortPlace.all(levels: levels) {
            try fill(place, reading, first, found)
        }
        // Finer levels than were asked for are left out; anything else is of another network.
        let known = ProGAN.PortPlace.all(levels: 32).map(reading.layer)
            .reduce(into: reading.passedOver) { $0.formUnion([$1.weight, $1.bias]) }
        if let other = found.entries.keys.filter({ !known.contains($0) }).min() {
            throw found.problem(
                "'\(found.prefix)\(other)' is in no generator of \(origin.program)",
                "the program was changed, and such a network is not read")
        }
    }

    private func fill(
        _ place: ProGAN.PortPlace, _ reading: ProGAN.Port.Reading, _ first: FirstLayer,
        _ found: ProGAN.FoundGenerator
    ) throws {
        guard let weight = parameters[place.path + ".weight"],
            let bias = parameters[place.path + ".bias"]
        else { preconditionFailure("there is no layer \(place.path)") }
        let layer = reading.layer(place)
        let outputs = weight.shape[0]
        let own = weight.shape.dropFirst().reduce(1, *)
        let inputs = place == .first ? first.inputs : weight.shape[1]
        let shape = layer.shape(outputs: outputs, inputs: inputs, place: place)
        let hasMapBias = place == .first && reading.techniques.firstBias == .map
        var numbers = try layer.rows(found.tensor(layer.weight, shape: shape))
        var biases = try found.tensor(
            layer.bias, shape: [hasMapBias ? outputs / 16 : outputs])
        let scale = layer.scale(shape)
        if layer.scalesBias { biases = try biases * scale }
        if place == .first, let byLabel = try first.labelled(numbers) {
            numbers = try numbers.slice(0..<first.latents, along: 1)
            if first.classes > 0 {
                numbers = try .concatenated([numbers, byLabel], along: 1)
            } else {
                let pixels = try biases.reshaped([-1, 1]).broadcast(to: [outputs / 16, 16])
                biases = try pixels.reshaped([-1]) + byLabel.reshaped([-1]) * scale
            }
        }
        let factor = layer.factor(shape, fan: own, gain: place.gain)
        if factor != 1 { numbers = try numbers * factor }
        try withoutGradient { () throws(TensorError) in
            try weight.assign(numbers.converted(to: .float32))
            try bias.assign(biases.converted(to: .float32))
        }
    }
}

extension ProGAN.FoundGenerator {
    func entry(_ name: String) throws -> TensorFileEntry {
        guard let entry = entries[name] else {
            throw problem(
                "'\(prefix)\(name)' is missing from its generator", "fetch or save it again")
        }
        guard !entry.shape.isEmpty, entry.shape.allSatisfy({ $0 > 0 }) else {
            throw problem("'\(entry.name)' is \(entry.shape), no weight", "fetch or save it again")
        }
        return entry
    }

    /// A tensor in double precision, which must have a shape and finite numbers.
    func tensor(_ name: String, shape: [Int]) throws -> Tensor {
        let entry = try entry(name)
        guard entry.shape == shape else {
            throw problem(
                "'\(entry.name)' is \(entry.shape) and should be \(shape)",
                "check which network the file is for")
        }
        let tensor = try file.tensor(named: entry.name, on: .cpu).converted(to: .float64)
        guard try tensor.sum().item().isFinite else {
            throw problem(
                "'\(entry.name)' holds numbers that are not finite", "fetch or save it again")
        }
        return tensor
    }
}
