// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// What of the paper's techniques the networks use: each is a layer or a rule for weights, so that
    /// its Table 1 can be gone through row by row.
    public struct Techniques: Sendable, Hashable, Codable {
        /// What keeps the generator's features from growing.
        public enum GeneratorNormalisation: String, Sendable, Hashable, Codable {
            /// Nothing.
            case none
            /// Batch normalisation, before the activation.
            case batch
            /// Each pixel's vector to length √C, after the activation; section 4.2.
            case pixel
            /// The same before the activation, as in some programs of others.
            case pixelBeforeActivation
        }

        /// How many biases the layer from latents to 4×4 has.
        public enum FirstBias: String, Sendable, Hashable, Codable {
            /// One a map, as the authors' program.
            case map
            /// One for each of a map's 16 pixels.
            case unit
        }

        /// What tells the discriminator how varied a batch is.
        public enum Variation: Sendable, Hashable, Codable {
            /// Nothing.
            case none
            /// The minibatch standard deviation over groups of so many images; nil is the whole batch.
            case deviation(groupSize: Int?)
            /// Minibatch discrimination with so many kernels on the features that the score is made of;
            /// row (e*) of Table 1 (Salimans et al. 2016, section 3.2).
            case discrimination(kernels: Int)
        }

        /// How weights start and what they are at run time.
        public enum Weights: String, Sendable, Hashable, Codable {
            /// N(0, 1), scaled at run time by gain / √n; section 4.1.
            case equalized
            /// He's, used as they are stored.
            case he
        }

        /// What keeps the generator's features from growing.
        public var generatorNormalisation = GeneratorNormalisation.pixel
        /// Whether latents are put on a sphere before the first layer.
        public var normalisesLatents = true
        /// Whether the labels of a generator with classes are put there together with the latents.
        public var normalisesLabels = true
        /// Whether the normalisation also follows the layer from latents to 4×4.
        public var normalisesFirstLayer = true
        /// How many biases that layer has.
        public var firstBias = FirstBias.map
        /// The slope of the generator's activation for negative numbers; 0 is ReLU.
        public var generatorSlope = 0.2
        /// Whether the images end in a hyperbolic tangent.
        public var endsInTangent = false
        /// Whether the discriminator's layers are normalised over all of an image's features.
        public var normalisesDiscriminator = false
        /// What tells the discriminator how varied a batch is.
        public var variation = Variation.deviation(groupSize: 4)
        /// How weights start and what they are at run time.
        public var weights = Weights.equalized

        /// The paper's final choice.
        public init() {}
    }
}

extension ProGAN.Techniques {
    /// Reads techniques; those that came later than a file are the paper's.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func later<Value: Decodable>(_ key: CodingKeys, _ paper: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? paper
        }
        generatorNormalisation = try values.decode(
            GeneratorNormalisation.self, forKey: .generatorNormalisation)
        normalisesLatents = try values.decode(Bool.self, forKey: .normalisesLatents)
        normalisesLabels = try later(.normalisesLabels, normalisesLabels)
        normalisesFirstLayer = try later(.normalisesFirstLayer, normalisesFirstLayer)
        firstBias = try later(.firstBias, firstBias)
        generatorSlope = try values.decode(Double.self, forKey: .generatorSlope)
        endsInTangent = try values.decode(Bool.self, forKey: .endsInTangent)
        normalisesDiscriminator = try values.decode(Bool.self, forKey: .normalisesDiscriminator)
        variation = try values.decode(Variation.self, forKey: .variation)
        weights = try values.decode(Weights.self, forKey: .weights)
    }
}

extension ProGAN.Techniques.Variation {
    /// The columns of a kernel's matrix, as in the program of Salimans et al.
    static let columns = 5

    /// The feature maps that it adds before the last convolution.
    var maps: Int {
        if case .deviation = self { 1 } else { 0 }
    }

    /// The numbers that it adds before the score.
    var features: Int {
        if case .discrimination(let kernels) = self { kernels } else { 0 }
    }
}
