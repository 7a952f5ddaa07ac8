// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom
internal import Tensors

/// What is done to the images that a classifier is trained on, each time they are seen.
public enum ClassifierAugmentation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// Moved by up to an eighth of the side, the border mirrored: for digits and letters, which
    /// mirrored would be others.
    case shift
    /// Moved, and mirrored with a probability of one half: for photographs.
    case shiftMirror = "shift-mirror"

    /// The images (N, C, H, W), each with draws of its own.
    func augmented(_ images: Tensor, random: RandomStream) throws(TensorError) -> Tensor {
        guard self != .none else { return images }
        let shape = images.shape
        let (height, width) = (shape[2], shape[3])
        let reach = min(height, width) / 8
        let padded = try images.padded(reach, with: .reflect)
        var moved: [Tensor] = []
        for index in 0..<shape[0] {
            var generator = (random / index).generator()
            let top = generator.index(below: 2 * reach + 1)
            let left = generator.index(below: 2 * reach + 1)
            var image = try padded.element(index).slice(top..<top + height, along: 1)
                .slice(left..<left + width, along: 2)
            if self == .shiftMirror, generator.uniform() < 0.5 {
                image = try image.flipped(along: 2)
            }
            moved.append(image)
        }
        return try .stacked(moved)
    }
}
