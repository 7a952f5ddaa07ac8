// SPDX-License-Identifier: Apache-2.0

/// The kinds of file that can be read.
public enum ImageFileFormat: String, Sendable, Hashable, CaseIterable {
    /// Portable Network Graphics.
    case png
    /// JPEG: baseline, progressive or arithmetic, 8 bits.
    case jpeg
    /// A NumPy array.
    case npy
    /// A portable float map.
    case pfm
    /// A binary portable grey map or pixmap.
    case pnm

    /// The name as people write it.
    public var name: String {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .npy: "NumPy array"
        case .pfm: "PFM"
        case .pnm: "PGM or PPM"
        }
    }

    /// The file name extensions in use for it, in lower case.
    public var fileExtensions: [String] {
        switch self {
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .npy: ["npy"]
        case .pfm: ["pfm"]
        case .pnm: ["pgm", "ppm", "pnm"]
        }
    }

    /// The format that goes with a file name extension, in any case; nil when none does.
    public init?(fileExtension: String) {
        let lowered = fileExtension.lowercased()
        guard let format = Self.allCases.first(where: { $0.fileExtensions.contains(lowered) })
        else { return nil }
        self = format
    }

    /// The format by the first bytes of a file; nil when it is none of these.
    package init?(content bytes: [UInt8]) {
        func starts(_ signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
        // Four of PNG's eight bytes: the rest shows damage by a text transfer, which the decoder
        // names better than "unknown format".
        if starts([0x89, 0x50, 0x4E, 0x47]) {
            self = .png
        } else if starts([0xFF, 0xD8]) {
            self = .jpeg
        } else if starts([0x93] + Array("NUMPY".utf8)) {
            self = .npy
        } else if bytes.count > 2, bytes[0] == 0x50, Self.isSpace(bytes[2]) {
            switch bytes[1] {
            case 0x46, 0x66: self = .pfm
            case 0x35, 0x36: self = .pnm
            default: return nil
            }
        } else {
            return nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// A sentence for a file that is none of these formats.
    static func unknown(_ bytes: [UInt8]) -> CodecError {
        let remedy = "convert it to PNG, JPEG, .npy, PFM or binary PGM/PPM"
        for (name, offset, signature) in foreign where bytes.count >= offset + signature.count {
            if bytes[offset...].starts(with: Array(signature.utf8)) {
                return CodecError("this is \(name), which is not read", remedy: remedy)
            }
        }
        let shown = bytes.prefix(8).map { byte in
            (0x21...0x7E).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x" + hexadecimal(byte)
        }
        return CodecError(
            "unknown format: the file starts with \(shown.joined())", remedy: remedy)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
    }

    private static let foreign: [(name: String, offset: Int, signature: String)] = [
        ("a GIF image", 0, "GIF8"),
        ("a BMP image", 0, "BM"),
        ("a TIFF image", 0, "II*\0"),
        ("a TIFF image", 0, "MM\0*"),
        ("a WebP image", 8, "WEBP"),
        ("a HEIF or AVIF image", 4, "ftyp"),
        ("a JPEG 2000 image", 4, "jP  "),
        ("a Radiance HDR image", 0, "#?RADIANCE"),
        ("a ZIP archive (perhaps .npz)", 0, "PK"),
        ("a PDF document", 0, "%PDF"),
        ("a web page", 0, "<!DOCTYPE"),
        ("a web page", 0, "<html"),
        ("an SVG drawing", 0, "<svg"),
        ("an XML document", 0, "<?xml"),
        ("a text PBM, PGM or PPM image", 0, "P1"),
        ("a text PBM, PGM or PPM image", 0, "P2"),
        ("a text PBM, PGM or PPM image", 0, "P3"),
        ("a PBM image", 0, "P4"),
        ("a PAM image", 0, "P7"),
        ("a Git LFS pointer instead of the file", 0, "version https://git-lfs"),
    ]
}
