// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN {
    /// A PyTorch program whose generators can be read: its names, and in what its network differs.
    struct Port: Sendable {
        /// Its name, as in `pytorch_GAN_zoo`.
        let name: String
        /// The tensor that its generators have and its discriminators have not, by any of its names.
        let marks: [String]
        /// How a generator that was found is read.
        let reading: @Sendable (FoundGenerator) throws -> Reading

        /// The name map of one generator, and the network that it is for.
        struct Reading {
            /// In what the network differs from the paper's.
            var techniques = Techniques()
            /// What each layer is called, and what is done with it.
            let layer: (PortPlace) -> PortLayer
            /// A table whose row of the label follows the latents: its name.
            var labels: String?
            /// Tensors that are looked at in another way, or hold nothing of their own.
            var passedOver: Set<String> = []
            /// The level that shows, from the coarsest: as many as there are unless said otherwise.
            var shownLevels: Int?
            /// How much of the finest level that shows is there, for one that fades in.
            var share = 1.0
        }

        /// All programs that are read.
        static let all: [Port] = [
            .ganZoo, .proGANPyTorch, .learningCollection, .rosinality, .genforce,
        ]
    }

    /// A generator in a file, before it is read.
    struct FoundGenerator {
        /// The file.
        let file: any TensorFile
        /// What stands before its names, such as `avgG.`; may be empty.
        let prefix: String
        /// Its tensors, without the prefix.
        let entries: [String: TensorFileEntry]

        init(_ file: any TensorFile, prefix: String) {
            self.file = file
            self.prefix = prefix
            var entries: [String: TensorFileEntry] = [:]
            for entry in file.entries where entry.name.hasPrefix(prefix) {
                entries[String(entry.name.dropFirst(prefix.count))] = entry
            }
            self.entries = entries
        }

        /// What it is called to people.
        var name: String { prefix.isEmpty ? "the file" : String(prefix.dropLast()) }

        /// A number beside the tensors, by its full name.
        func number(_ name: String) -> Double? {
            guard case .number(let number)? = file.notes[name] else { return nil }
            return number
        }

        /// An error about this generator.
        func problem(_ problem: String, _ remedy: String) -> TensorFileError {
            TensorFileError(path: file.path, problem: problem, remedy: remedy)
        }
    }
}
