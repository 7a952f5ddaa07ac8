// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Which part of each image a set takes; its name is recorded with what is made from it.
public enum CropRule: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The whole image.
    case none
    /// The largest square in the middle.
    case square
    /// A part of this size in the middle.
    case centre(ImageSize)
    /// CelebA's aligned 178×218 images without their upper and lower 20 rows: 178×178.
    case celeba178
    /// The 128×128 around (89, 121) of CelebA's aligned images, as progressive growing takes it.
    case celeba128

    /// The rule by its name on a command line: `none`, `square`, `64x64`, `celeba178`, `celeba128`.
    public init?(name: String) {
        switch name {
        case "none": self = .none
        case "square": self = .square
        case "celeba178": self = .celeba178
        case "celeba128": self = .celeba128
        default:
            guard let size = ImageSize(name: name) else { return nil }
            self = .centre(size)
        }
    }

    /// The name of the rule, from which it can be created again.
    public var description: String {
        switch self {
        case .none: "none"
        case .square: "square"
        case .centre(let size): "\(size.width)x\(size.height)"
        case .celeba178: "celeba178"
        case .celeba128: "celeba128"
        }
    }

    /// Reads the name of a rule.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let rule = CropRule(name: name) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(name) is no rule for cropping")
        }
        self = rule
    }

    /// Writes the name of the rule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The part of an image, whose left and upper margins round down; or nil if the image is too small
    /// or, for CelebA's rules, of another size.
    func cropped(_ image: Image) -> Image? {
        func centred(_ size: ImageSize) -> Image? {
            guard size.width <= image.width, size.height <= image.height else { return nil }
            let x = (image.width - size.width) / 2
            let y = (image.height - size.height) / 2
            return image.mapPlanes { $0.cropped(x: x, y: y, to: size) }
        }
        let aligned = ImageSize(width: 178, height: 218)
        switch self {
        case .none: return image
        case .square:
            let side = image.size.shorterSide
            return centred(ImageSize(width: side, height: side))
        case .centre(let size): return centred(size)
        case .celeba178:
            return image.size == aligned ? centred(ImageSize(width: 178, height: 178)) : nil
        case .celeba128:
            guard image.size == aligned else { return nil }
            let size = ImageSize(width: 128, height: 128)
            return image.mapPlanes { $0.cropped(x: 89 - 64, y: 121 - 64, to: size) }
        }
    }

    /// What an image must be for the rule.
    var requirement: String {
        switch self {
        case .none, .square: "any image"
        case .centre(let size): "an image of at least \(size)"
        case .celeba178, .celeba128: "an aligned CelebA image of 178×218"
        }
    }
}

extension ImageSize {
    /// A size written as `64x48`, or as `64` for a square; nil for anything else or above 65536.
    public init?(name: String) {
        let sides = name.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(sides.count), let width = sides[0],
            let height = sides[sides.count - 1],
            (1...65536).contains(width), (1...65536).contains(height)
        else { return nil }
        self.init(width: width, height: height)
    }
}
