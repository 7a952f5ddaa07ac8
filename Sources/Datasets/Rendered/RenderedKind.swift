// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The sets that are drawn from parameters, with no download.
public enum RenderedKind: Sendable, Hashable {
    /// A disc, square or diamond on a gradient, 32×32, three classes.
    case shapes32
    /// One of ten lit shapes on a mottled wall, ten classes.
    case shapes(side: Int)
    /// A furnished room and its surface normals.
    case rooms(side: Int)
    /// A grey eye, 55×35, with the direction of its gaze.
    case eyes(EyeDomain)
    /// A face with CelebA's attributes, and its line sketch.
    case faces(side: Int)

    /// The word for it on a command line.
    public var name: String {
        switch self {
        case .shapes32: "shapes32"
        case .shapes: "shapes"
        case .rooms: "rooms"
        case .eyes: "eyes"
        case .faces: "faces"
        }
    }

    /// Columns and rows of each picture.
    public var size: ImageSize {
        switch self {
        case .shapes32: Shapes32.size
        case .eyes: EyeRenderer.size
        case .shapes(let side), .rooms(let side), .faces(let side):
            ImageSize(width: side, height: side)
        }
    }

    /// The names of the pictures that a sample has, the one that stands for it first.
    public var pictures: [String] {
        switch self {
        case .shapes32, .shapes: ["image"]
        case .rooms: ["rgb", "normal"]
        case .eyes(let domain): [domain.rawValue]
        case .faces: ["face", "sketch"]
        }
    }

    /// What the classes are called; empty when there are none.
    public var classNames: [String] {
        switch self {
        case .shapes32: Shapes32.classNames
        case .shapes: ShapeOutline.allCases.map(\.name)
        case .rooms, .eyes, .faces: []
        }
    }

    /// What the attributes are called; empty when there are none.
    public var attributeNames: [String] {
        switch self {
        case .shapes32, .shapes, .rooms: []
        case .eyes: ["gx", "gy", "gz"]
        case .faces: FaceAttribute.inColumnOrder.map(\.name)
        }
    }
}
