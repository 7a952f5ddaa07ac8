// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A set drawn from parameters: each image is a function of seed and index alone.
///
/// ```swift
/// let faces = RenderedImageSet(.faces(side: 64), seed: 31, count: 4000)
/// let pictures = faces.pictures(at: 17)   // the face, and its sketch
/// ```
///
/// Images can be drawn in any order, on any thread, and on another day; the bytes are the same.
public struct RenderedImageSet: ImageSet {
    /// What is drawn.
    public let kind: RenderedKind
    /// Where the random numbers start.
    public let seed: UInt64
    /// How many images the set has.
    public let count: Int

    /// Creates a set; `count` is at least 1 and a side at least 1.
    public init(_ kind: RenderedKind, seed: UInt64, count: Int) {
        precondition(count >= 1, "a set has at least one image, not \(count)")
        self.kind = kind
        self.seed = seed
        self.count = count
    }

    /// What the set is: "faces of seed 31, 64×64".
    public var summary: String { "\(kind.name) of seed \(seed), \(kind.size)" }

    /// The name of an image, as in `000017.png`.
    public func name(at index: Int) -> String { "\(Self.stem(at: index)).png" }

    /// The picture that stands for a sample.
    public func image(at index: Int) -> Image { pictures(at: index)[0] }

    /// The pictures of a sample, in the order of the kind's ``RenderedKind/pictures``.
    public func pictures(at index: Int) -> [Image] {
        precondition(index >= 0, "an index is at least 0, not \(index)")
        switch kind {
        case .shapes32: return [Shapes32(seed: seed, index: index).image()]
        case .shapes(let side): return [ShapePicture(seed: seed, index: index).image(side: side)]
        case .rooms(let side):
            let renderer = RoomRenderer(scene: RoomScene(seed: seed, index: index))
            // A component of −1…1 becomes ⌊127.5(n + 1) + ½⌋.
            let normals = renderer.normals(side: side).bytes(of: 0..<3) { 127.5 * ($0 + 1) + 0.5 }
            return [renderer.picture(side: side).image(), normals]
        case .eyes(let domain):
            return [EyeRenderer(seed: seed, index: index, domain: domain).image()]
        case .faces(let side):
            let parameters = FaceParameters(seed: seed, index: index)
            let canvas = FaceRenderer(parameters, side: side).draw()
            return [canvas.image(of: 0..<3), canvas.image(of: 3..<4)]
        }
    }

    /// The class of each image, for the kinds that have classes.
    public var labels: ImageLabels? {
        switch kind {
        case .shapes32:
            ImageLabels(
                values: (0..<count).map { Shapes32(seed: seed, index: $0).label },
                names: kind.classNames)
        case .shapes:
            ImageLabels(
                values: (0..<count).map { ShapePicture(seed: seed, index: $0).outline.rawValue },
                names: kind.classNames)
        case .rooms, .eyes, .faces: nil
        }
    }

    /// The gaze of each eye (a unit vector: x right, y up, z to the camera), or the attributes of each
    /// face (0 or 1).
    public var attributes: ImageAttributes? {
        let names = kind.attributeNames
        guard !names.isEmpty else { return nil }
        return ImageAttributes(names: names, values: (0..<count).flatMap(attributes))
    }

    private func attributes(of index: Int) -> [Float] {
        switch kind {
        case .shapes32, .shapes, .rooms: return []
        case .eyes(let domain):
            let gaze = EyeRenderer(seed: seed, index: index, domain: domain).geometry.gaze
            return [Float(gaze.x), Float(gaze.y), Float(gaze.z)]
        case .faces:
            let face = FaceParameters(seed: seed, index: index)
            return FaceAttribute.inColumnOrder.map { face.has($0) ? 1 : 0 }
        }
    }

    /// The index in six digits or more.
    static func stem(at index: Int) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
