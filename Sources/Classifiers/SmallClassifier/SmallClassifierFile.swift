// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Raster
internal import Tensors

/// A trained classifier in one safetensors file: its weights, and in the header what it was trained
/// on and how well.
struct SmallClassifierFile {
    /// What the header says beside the shape.
    struct Origin: Sendable, Hashable {
        /// The set it was trained on.
        let data: String
        /// The share of held-out images that it puts into their class.
        let accuracy: Double
        /// How many those were.
        let heldOut: Int
    }

    let shape: SmallNetwork.Shape
    let origin: Origin
    private let file: SafetensorsFile

    private static let kind = "pyramidion small classifier 1"

    /// Looks at the header of a file; nil when it is of another network.
    ///
    /// - Throws: ``ClassifierError`` when the header is damaged.
    init?(_ file: any TensorFile) throws(ClassifierError) {
        guard let file = file as? SafetensorsFile, file.metadata["network"] == Self.kind else {
            return nil
        }
        func number<Number: LosslessStringConvertible>(_ name: String) -> Number? {
            file.metadata[name].flatMap { Number($0) }
        }
        guard let width: Int = number("image_width"), let height: Int = number("image_height"),
            let channels = file.metadata["channels"].flatMap(ChannelLayout.init(rawValue:)),
            let classes: Int = number("classes"), let maps: Int = number("width"),
            let data = file.metadata["data"], let accuracy: Double = number("accuracy"),
            let heldOut: Int = number("held_out"), !channels.hasAlpha,
            [width, height, classes, maps].allSatisfy({ (1...65536).contains($0) })
        else {
            throw ClassifierError(
                place: file.path, problem: "its header does not say what the network is like",
                remedy: "train the classifier again")
        }
        self.file = file
        shape = SmallNetwork.Shape(
            size: ImageSize(width: width, height: height), channels: channels, classes: classes,
            width: maps)
        origin = Origin(data: data, accuracy: accuracy, heldOut: heldOut)
    }

    /// The network with the file's weights.
    func network(_ type: ElementType) throws -> SmallNetwork {
        let network = try SmallNetwork(shape, seed: 0, type: type)
        try network.parameters.read(file)
        try network.parameters.requireGradients(false)
        return network
    }

    /// Writes a network; the file appears whole or not at all.
    static func write(_ network: SmallNetwork, _ origin: Origin, to path: String) throws {
        let shape = network.shape
        try ParameterFile(path).write(
            network.parameters,
            metadata: [
                "network": kind, "data": origin.data, "accuracy": "\(origin.accuracy)",
                "held_out": "\(origin.heldOut)", "image_width": "\(shape.size.width)",
                "image_height": "\(shape.size.height)", "channels": shape.channels.rawValue,
                "classes": "\(shape.classes)", "width": "\(shape.width)",
            ])
    }
}

extension NetworkClassifier {
    /// A classifier that was trained here.
    convenience init(
        _ file: SmallClassifierFile, digest: String, resizing: ResizeConvention?,
        precision: ElementType
    ) throws {
        let origin = file.origin
        let hundredths = Int((origin.accuracy * 10_000).rounded())
        let digits = "\(100 + hundredths % 100)".dropFirst()
        let name =
            "small classifier of \(origin.data), "
            + "right on \(hundredths / 100).\(digits) % of \(origin.heldOut) held-out images"
        self.init(
            try file.network(precision), ClassifierIdentity(trained: name, digest: digest),
            ClassifierInput(
                size: file.shape.size, channels: file.shape.channels,
                resizing: resizing ?? .pytorchAntialiased, centre: 127.5),
            precision: precision)
    }
}
