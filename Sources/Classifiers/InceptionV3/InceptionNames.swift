// SPDX-License-Identifier: Apache-2.0

/// The names of Inception-v3's tensors in files of different origin, brought to TorchVision's.
enum InceptionNames {
    /// TorchVision's own: what only training needs is left out.
    static func torchVision(_ name: String) -> String? {
        name.hasSuffix(".num_batches_tracked") || name.hasPrefix("AuxLogits.") ? nil : name
    }

    /// Those of the original graph, which StyleGAN's TorchScript file keeps:
    /// `layers.mixed_6.tower_1.conv_2.weight` is `Mixed_6d.branch7x7dbl_3.conv.weight`.
    static func original(_ name: String) -> String? {
        if name.hasSuffix(".num_batches_tracked") { return nil }
        var parts = name.split(separator: ".").map(String.init)
        if parts.first == "output" { return "fc." + parts.dropFirst().joined(separator: ".") }
        guard parts.first == "layers", parts.count >= 3, let kind = kinds[parts.removeLast()] else {
            return name
        }
        let place = Array(parts.dropFirst())
        guard let stage = stages[place[0]] else { return name }
        if place.count == 1 { return "\(stage).\(kind)" }
        let branch = place.dropFirst().joined(separator: "_")
        guard let own = branches(of: stage)[branch] else { return name }
        return "\(stage).\(own).\(kind)"
    }

    private static let kinds = [
        "weight": "conv.weight", "gamma": "bn.weight", "beta": "bn.bias",
        "mean": "bn.running_mean", "var": "bn.running_var",
    ]

    private static let stages = [
        "conv": "Conv2d_1a_3x3", "conv_1": "Conv2d_2a_3x3", "conv_2": "Conv2d_2b_3x3",
        "conv_3": "Conv2d_3b_1x1", "conv_4": "Conv2d_4a_3x3", "mixed": "Mixed_5b",
        "mixed_1": "Mixed_5c", "mixed_2": "Mixed_5d", "mixed_3": "Mixed_6a",
        "mixed_4": "Mixed_6b", "mixed_5": "Mixed_6c", "mixed_6": "Mixed_6d",
        "mixed_7": "Mixed_6e", "mixed_8": "Mixed_7a", "mixed_9": "Mixed_7b",
        "mixed_10": "Mixed_7c",
    ]

    /// The branches of a block: the graph's names, with `_` for each step down, and TorchVision's.
    private static func branches(of stage: String) -> [String: String] {
        func numbered(_ tower: String, _ branch: String, _ count: Int) -> [String: String] {
            var names: [String: String] = [:]
            for index in 0..<count {
                names[tower + "_conv" + (index == 0 ? "" : "_\(index)")] = "\(branch)_\(index + 1)"
            }
            return names
        }
        let towers: [[String: String]]
        switch stage {
        case "Mixed_5b", "Mixed_5c", "Mixed_5d":
            towers = [
                ["conv": "branch1x1", "tower_2_conv": "branch_pool"],
                numbered("tower", "branch5x5", 2), numbered("tower_1", "branch3x3dbl", 3),
            ]
        case "Mixed_6a":
            towers = [["conv": "branch3x3"], numbered("tower", "branch3x3dbl", 3)]
        case "Mixed_7a":
            towers = [numbered("tower", "branch3x3", 2), numbered("tower_1", "branch7x7x3", 4)]
        case "Mixed_7b", "Mixed_7c":
            towers = [
                [
                    "conv": "branch1x1", "tower_conv": "branch3x3_1",
                    "tower_mixed_conv": "branch3x3_2a", "tower_mixed_conv_1": "branch3x3_2b",
                    "tower_1_conv": "branch3x3dbl_1", "tower_1_conv_1": "branch3x3dbl_2",
                    "tower_1_mixed_conv": "branch3x3dbl_3a",
                    "tower_1_mixed_conv_1": "branch3x3dbl_3b", "tower_2_conv": "branch_pool",
                ]
            ]
        default:
            towers = [
                ["conv": "branch1x1", "tower_2_conv": "branch_pool"],
                numbered("tower", "branch7x7", 3), numbered("tower_1", "branch7x7dbl", 5),
            ]
        }
        return towers.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
}
