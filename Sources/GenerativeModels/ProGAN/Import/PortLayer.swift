// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN {
    /// What a program calls the tensors of a layer, and what it does with them.
    struct PortLayer: Sendable {
        /// How the weight is applied, and so how it lies in the file.
        enum Form: Sendable {
            /// As here: (outputs, inputs) or (outputs, inputs, rows, columns).
            case plain
            /// A transposed convolution of one pixel to 4×4: (inputs, maps, 4, 4).
            case transposed
            /// A convolution of one pixel to 4×4 with three rows of zeros around it: (maps, inputs, 4,
            /// 4). The pixel meets each element of the kernel once, the last one first.
            case padded
        }

        /// The name of the weight.
        let weight: String
        /// The name of the bias.
        let bias: String
        /// How the weight lies in the file.
        var form = Form.plain
        /// The weight is the stored numbers times this over √n; nil where it is the stored numbers.
        var gain: Double? = 2.0.squareRoot()
        /// Whether the bias is multiplied with them.
        var scalesBias = false

        /// The n that a program scales by, for a weight of a shape.
        private func fan(_ shape: [Int]) -> Int {
            form == .transposed ? shape[0] : shape.dropFirst().reduce(1, *)
        }

        /// What the program multiplies stored numbers by.
        func scale(_ shape: [Int]) -> Double {
            gain.map { $0 / Double(fan(shape)).squareRoot() } ?? 1
        }

        /// What stored numbers are multiplied by to be stored here, where n and gain are others.
        ///
        /// It is exactly 1 where both programs do the same, so that such numbers stay what they are.
        func factor(_ shape: [Int], fan own: Int, gain ownGain: Double) -> Double {
            let fans = Double(own) / Double(gain == nil ? 1 : fan(shape))
            return (gain ?? 1) / ownGain * fans.squareRoot()
        }

        /// The shape of the weight for a layer of these sizes.
        func shape(outputs: Int, inputs: Int, place: PortPlace) -> [Int] {
            switch (form, place) {
            case (.transposed, _): [inputs, outputs / 16, 4, 4]
            case (.padded, _): [outputs / 16, inputs, 4, 4]
            case (.plain, .first): [outputs, inputs]
            case (.plain, _): [outputs, inputs, place.kernel, place.kernel]
            }
        }

        /// Outputs and inputs of a weight of this shape; nil when it cannot be one.
        func sizes(_ shape: [Int]) -> (outputs: Int, inputs: Int)? {
            guard (2...4).contains(shape.count), shape.allSatisfy({ $0 > 0 }) else { return nil }
            return switch form {
            case .plain: (shape[0], shape[1])
            case .transposed: (16 * shape[1], shape[0])
            case .padded: (16 * shape[0], shape[1])
            }
        }

        /// The weight as it lies here: rows of inputs, an output after the other.
        func rows(_ weight: Tensor) throws(TensorError) -> Tensor {
            switch form {
            case .plain: weight
            case .transposed:
                try weight.permuted([1, 2, 3, 0]).reshaped([-1, weight.shape[0]])
            case .padded:
                try weight.flipped(along: 2, 3).permuted([0, 2, 3, 1])
                    .reshaped([-1, weight.shape[1]])
            }
        }
    }
}
