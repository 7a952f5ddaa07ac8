// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension ProGAN {
    /// A generator that another program trained, read from that program's file.
    ///
    /// The programs are those of ``programs``. Each differs from the authors' network in
    /// more than names: in what scales biases, in gains, in where normalisation stands. Gains and layouts
    /// are folded into the numbers, the rest is said by the ``Architecture``, so that the images are the
    /// other program's up to rounding.
    public struct ImportedGenerator {
        /// Where a generator came from.
        public struct Origin: Sendable, Hashable, Codable {
            /// The program that trained it.
            public let program: String
            /// The file as the user named it.
            public let file: String
            /// Which of the file's generators; empty where the file is one.
            public let entry: String
        }

        /// What can be asked for.
        public struct Choices: Sendable, Hashable {
            /// The side of the images; nil is all that the file has.
            public var side: Int?
            /// Whether latents are normalised; nil is what the program's last version does.
            public var normalisesLatents: Bool?
            /// Which of the file's generators, such as `netG`; nil is the averaged one.
            public var entry: String?

            /// The file's finest images by its averaged generator.
            public init(side: Int? = nil, normalisesLatents: Bool? = nil, entry: String? = nil) {
                self.side = side
                self.normalisesLatents = normalisesLatents
                self.entry = entry
            }
        }

        /// Where it came from.
        public let origin: Origin
        /// The network.
        public let architecture: Architecture
        let parameters: ParameterSet

        /// The programs whose generators are read.
        public static var programs: [String] { Port.all.map(\.name) }

        /// Reads the generator of a `.pth` or `.safetensors` file.
        ///
        /// Nothing in the file is run: it must be a `state_dict` or a checkpoint of such.
        ///
        /// - Throws: `TensorFileError` when the file is damaged, is of no known program, holds a generator
        ///   that is half faded in, or one that this network cannot be made equal to.
        public init(path: String, _ choices: Choices = Choices()) throws {
            let (port, found) = try Self.find(in: openTensorFile(at: path), choices.entry)
            var reading = try port.reading(found)
            if let asked = choices.normalisesLatents {
                reading.techniques.normalisesLatents = asked
            }
            let levels = try Self.levels(reading, found, side: choices.side)
            // The program whose images end in a tangent leaves it out at 4×4.
            if levels == 1, port.name == Port.learningCollection.name {
                reading.techniques.endsInTangent = false
            }
            let first = try FirstLayer(reading, found)
            architecture = try Self.architecture(reading, first, found, levels: levels)
            let scope = Scope(seed: 0)
            _ = try Generator(scope, architecture)
            parameters = scope.parameters
            origin = Origin(program: port.name, file: path, entry: String(found.prefix.dropLast()))
            try fill(reading, first, found, levels: levels)
        }

        /// The generator itself, which learns no more.
        ///
        /// - Throws: What LibTorch refuses.
        public func generator() throws -> Generator {
            let scope = Scope(seed: 0)
            let generator = try Generator(scope, architecture)
            try scope.parameters.copy(from: parameters)
            try scope.parameters.requireGradients(false)
            return generator
        }
    }
}
