// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Tensors

extension NetworkClassifier {
    /// Reads a classifier from a file of weights.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - resizing: By which rule images are resized; nil for the network's own, which published
    ///     scores follow.
    ///   - layer: What Inception-v3's features are; nil for the last layer's, and for other networks,
    ///     which have no others.
    ///   - precision: `float32`, or `float64`, in which rounding does not show.
    /// - Throws: ``ClassifierError`` when the file is of no network that is known, `ParameterError`
    ///   when it is of one and does not fit it in every name and shape, and file errors.
    public convenience init(
        weights path: String, resizing: ResizeConvention? = nil, layer: FeatureLayer? = nil,
        precision: ElementType = .float32
    ) throws {
        let file = try Self.open(path)
        let digest = try SHA256.digest(ofFile: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let names = Set(file.entries.map(\.name))
        let isOriginal = names.contains("layers.conv.weight")
        let isInception = isOriginal || names.contains("Conv2d_1a_3x3.conv.weight")
        if let layer, !isInception {
            throw ClassifierError(
                place: path,
                problem: "\(layer.rawValue) features can be taken from Inception-v3 alone",
                remedy: "leave the layer out")
        }
        if let small = try SmallClassifierFile(file) {
            try self.init(small, digest: digest, resizing: resizing, precision: precision)
            return
        }
        if MobileNet.isNamed(by: names) {
            self.init(
                try MobileNet(WeightSource(file, as: precision)),
                ClassifierIdentity(network: "MobileNet v1", file: name, digest: digest),
                Self.mobileNetInput(resizing), precision: precision)
            return
        }
        guard isInception else {
            throw ClassifierError(
                place: path,
                problem: "its \(names.count) tensors are of no network that is known here",
                remedy: "name weights of Inception-v3 or MobileNet v1, or of a classifier that "
                    + "train-classifier made")
        }
        let classes = file.entries.first { $0.name == "fc.weight" }?.shape.first
        let variant: InceptionV3.Variant = classes == 1000 ? .torchVision : .original
        let translated = variant == .original ? InceptionNames.original : InceptionNames.torchVision
        self.init(
            try InceptionV3(
                variant, WeightSource(file, as: precision, translating: translated),
                layer: layer ?? .last),
            ClassifierIdentity(
                network: variant == .original ? "Inception-v3" : "Inception-v3 of TorchVision",
                file: name, digest: digest),
            Self.inceptionInput(variant, resizing), precision: precision)
    }

    /// What Inception-v3 takes.
    ///
    /// The original divides by 128, so that white is 127/128.
    static func inceptionInput(
        _ variant: InceptionV3.Variant, _ resizing: ResizeConvention? = nil
    ) -> ClassifierInput {
        ClassifierInput(
            size: ImageSize(width: 299, height: 299), channels: .rgb,
            resizing: resizing ?? (variant == .original ? .tensorFlow : .pytorch),
            centre: variant == .original ? 128 : 127.5)
    }

    private static func mobileNetInput(_ resizing: ResizeConvention?) -> ClassifierInput {
        ClassifierInput(
            size: ImageSize(width: 224, height: 224), channels: .rgb,
            resizing: resizing ?? .pytorch, centre: 127.5)
    }

    private static func open(_ path: String) throws -> any TensorFile {
        try ScriptTensorFile.isScript(at: path)
            ? ScriptTensorFile(path: path) : openTensorFile(at: path)
    }
}
