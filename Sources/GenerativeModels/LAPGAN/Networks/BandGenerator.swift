// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// The generator of a finer level: noise, class and lₖ as planes become the band h̃ₖ (section 3).
///
/// The planes are, in this order: noise, the class if there is one, the channels of l. Noise is one
/// more colour plane, so it has F² numbers. The output is linear, and may lose its blocks' means.
public struct BandGenerator: BandGenerating {
    /// One plane.
    public let noiseShape: [Int]
    private let classPlane: ClassPlane?
    private let layers: LayerChain

    /// Creates the network under a scope for levels of `channels` × `side` × `side`.
    public init(
        _ scope: Scope, _ architecture: BandArchitecture, channels: Int, side: Int, classes: Int
    ) throws(TensorError) {
        noiseShape = [1, side, side]
        classPlane =
            classes == 0
            ? nil : try ClassPlane(scope / "class", classes: classes, side: side)
        let (maps, kernels) = (architecture.generatorMaps, architecture.generatorKernels)
        let planes = 1 + (classes == 0 ? 0 : 1) + channels
        var layers: [any Layer] = []
        for (index, inputs) in [planes, maps].enumerated() {
            let name = "hidden\(index + 1)"
            layers.append(
                try Convolution(
                    scope / name, from: inputs, to: maps, kernel: Sides(kernels[index]),
                    padding: Sides(kernels[index] / 2), bias: !architecture.normalises))
            if architecture.normalises {
                layers.append(try BatchNormalisation(scope / name / "norm", channels: maps))
            }
            layers.append(Activation.relu)
        }
        layers.append(
            try Convolution(
                scope / "band", from: maps, to: channels, kernel: Sides(kernels[2]),
                padding: Sides(kernels[2] / 2)))
        if architecture.keepsCoarseImage { layers.append(BlockMeanRemoval()) }
        self.layers = LayerChain(layers)
        try withoutGradient { () throws(TensorError) in
            for name in ["band.weight", "band.bias"] {
                try scope.tensor(name)?.scale(by: architecture.outputScale)
            }
            try scope.tensor("hidden1.weight")?.slice(0..<1, along: 1)
                .scale(by: architecture.noiseScale)
        }
    }

    /// The bands.
    public func callAsFunction(
        _ noise: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var planes = [noise]  // N, 1, F, F
        if let classPlane, let classes = condition.classes {
            planes.append(try classPlane(classes))  // N, 1, F, F
        }
        if let lowPass = condition.lowPass { planes.append(lowPass) }  // N, C, F, F
        return try layers(.concatenated(planes, along: 1), mode)  // N, C, F, F
    }
}

extension Scope {
    /// A tensor that was registered below this scope.
    func tensor(_ name: String) -> Tensor? {
        parameters[path.isEmpty ? name : "\(path).\(name)"]
    }
}
