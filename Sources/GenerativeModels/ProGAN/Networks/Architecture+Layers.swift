// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// One layer with weights, as a row of a table.
    public struct LayerDescription: Sendable, Hashable, Codable {
        /// Its path, as in `8x8.conv0`.
        public let name: String
        /// The shape of its weight.
        public let weight: [Int]
        /// How many biases it has.
        public let biases: Int
        /// Channels, rows and columns of what comes out, after pooling where that follows.
        public let output: [Int]
        /// How often each weight is used for one image.
        let uses: Int

        /// The numbers that are trained.
        public var parameters: Int { weight.reduce(1, *) + biases }
        /// The multiplications with additions for one image.
        public var multiplyAdds: Int { weight.reduce(1, *) * uses }

        static func convolution(
            _ name: String, from inputs: Int, to outputs: Int, kernel: Int, at side: Int,
            pooled: Bool = false
        ) -> LayerDescription {
            let out = pooled ? side / 2 : side
            return LayerDescription(
                name: name, weight: [outputs, inputs, kernel, kernel], biases: outputs,
                output: [outputs, out, out], uses: side * side)
        }
    }
}

extension ProGAN.Architecture {
    /// The name of the block of a side, as in `8x8`.
    static func block(_ side: Int) -> String { "\(side)x\(side)" }

    /// The generator's layers at one detail that does not fade: those that make images of `side`.
    public func generatorLayers(at side: Int) -> [ProGAN.LayerDescription] {
        var layers: [ProGAN.LayerDescription] = []
        for block in resolutions where block <= side {
            let name = Self.block(block)
            let maps = maps(at: block)
            if block == 4 {
                layers.append(
                    .init(
                        name: "\(name).dense", weight: [maps * 16, latents + classes],
                        biases: firstBiases, output: [maps, 4, 4], uses: 1))
                layers.append(
                    .convolution("\(name).conv", from: maps, to: maps, kernel: 3, at: 4))
            } else {
                layers.append(
                    .convolution(
                        "\(name).conv0", from: self.maps(at: block / 2), to: maps, kernel: 3,
                        at: block))
                layers.append(
                    .convolution("\(name).conv1", from: maps, to: maps, kernel: 3, at: block))
            }
        }
        layers.append(toImage(at: side))
        return layers
    }

    /// The discriminator's layers at one detail that does not fade: those that see images of `side`.
    public func discriminatorLayers(at side: Int) -> [ProGAN.LayerDescription] {
        var layers = [fromImage(at: side)]
        for block in resolutions.reversed() where block <= side {
            let name = Self.block(block)
            let maps = maps(at: block)
            if block > 4 {
                layers.append(
                    .convolution("\(name).conv0", from: maps, to: maps, kernel: 3, at: block))
                layers.append(
                    .convolution(
                        "\(name).conv1", from: maps, to: self.maps(at: block / 2), kernel: 3,
                        at: block, pooled: true))
            } else {
                let variation = techniques.variation
                layers.append(
                    .convolution(
                        "\(name).conv", from: maps + variation.maps, to: maps, kernel: 3, at: 4))
                layers.append(
                    .init(
                        name: "\(name).dense0", weight: [denseMaps, maps * 16], biases: denseMaps,
                        output: [denseMaps], uses: 1))
                if variation.features > 0 {
                    let columns = ProGAN.Techniques.Variation.columns
                    layers.append(
                        .init(
                            name: "\(name).discrimination",
                            weight: [denseMaps, variation.features, columns], biases: 0,
                            output: [denseMaps + variation.features], uses: 1))
                }
                layers.append(
                    .init(
                        name: "\(name).dense1",
                        weight: [1 + classes, denseMaps + variation.features],
                        biases: 1 + classes, output: [1 + classes], uses: 1))
            }
        }
        return layers
    }

    /// The features that the discriminator's score is made of.
    var denseMaps: Int { min(baseMaps, mostMaps) }

    /// The layer that makes an image of a side's features.
    public func toImage(at side: Int) -> ProGAN.LayerDescription {
        .convolution(
            "\(Self.block(side)).to_rgb", from: maps(at: side), to: channels, kernel: 1, at: side)
    }

    /// The layer that makes features of an image of a side.
    public func fromImage(at side: Int) -> ProGAN.LayerDescription {
        .convolution(
            "\(Self.block(side)).from_rgb", from: channels, to: maps(at: side), kernel: 1, at: side)
    }

    /// The multiplications with additions of both networks, forward, for one image of a side.
    func multiplyAdds(at side: Int) -> Int {
        (generatorLayers(at: side) + discriminatorLayers(at: side))
            .reduce(0) { $0 + $1.multiplyAdds }
    }

    /// All numbers that the generator trains, with the image layers of every level.
    public var generatorParameters: Int {
        Self.parameters(generatorLayers(at: resolution))
            + Self.parameters(resolutions.dropLast().map(toImage))
    }

    /// All numbers that the discriminator trains, with the image layers of every level.
    public var discriminatorParameters: Int {
        Self.parameters(discriminatorLayers(at: resolution))
            + Self.parameters(resolutions.dropLast().map(fromImage))
    }

    private static func parameters(_ layers: [ProGAN.LayerDescription]) -> Int {
        layers.reduce(0) { $0 + $1.parameters }
    }
}
