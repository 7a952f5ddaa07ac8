// SPDX-License-Identifier: Apache-2.0

/// What the marker segments before a JPEG's first scan say.
///
/// TurboJPEG decodes; size, coding, orientation and profile are read here, because its interface does
/// not give the last two and asks for the first two before it can be trusted with memory.
struct JPEGMarkers {
    /// The frame header (SOF).
    struct Frame {
        /// The low byte of the marker: 0xC0 for SOF0.
        let marker: UInt8
        let precision: Int
        let width: Int
        let height: Int
        let componentCount: Int

        var isArithmetic: Bool { marker >= 0xC9 }
    }

    let frame: Frame
    private(set) var orientation = Orientation.upright
    private(set) var profile: ColourProfile?
    private(set) var notes: [String] = []

    init(_ bytes: [UInt8]) throws(CodecError) {
        let reader = ByteReader(bytes)
        var frame: Frame?
        var exif: Range<Int>?
        var profileParts: [Int: Range<Int>] = [:]
        var place = 2
        while true {
            // Fill bytes (0xFF) may come before a marker.
            guard reader.byte(place) == 0xFF else {
                throw CodecError("the JPEG data has no marker at byte \(place), where one belongs")
            }
            while reader.byte(place) == 0xFF { place += 1 }
            guard let marker = reader.byte(place) else {
                throw CodecError("the JPEG data ends before the first scan")
            }
            place += 1
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard marker != 0xD9, marker != 0xD8, marker != 0,
                let length = reader.number(place, bytes: 2), length >= 2,
                let payload = reader.slice(place + 2, length - 2)
            else { throw CodecError("the JPEG header is cut short or damaged at byte \(place)") }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard frame == nil else { throw CodecError("the JPEG data has two frame headers") }
                frame = try Self.frame(marker, ByteReader(bytes, in: payload))
            case 0xE1:
                let isExif = ByteReader(bytes, in: payload).matches(0, "Exif\0\0")
                if exif == nil, isExif { exif = payload.dropFirst(6) }
            case 0xE2:
                let segment = ByteReader(bytes, in: payload)
                if segment.matches(0, "ICC_PROFILE\0"), let number = segment.byte(12) {
                    profileParts[Int(number)] = payload.dropFirst(14)
                }
            default:
                break
            }
            if marker == 0xDA { break }
            place = payload.upperBound
        }
        guard let frame else {
            throw CodecError("the JPEG data has a scan before its frame header")
        }
        self.frame = frame
        if let exif { take(exif: ByteReader(bytes, in: exif)) }
        // Parts are numbered from 1; a gap means that a part is lost.
        let parts = (1...256).prefix { profileParts[$0] != nil }
        if parts.count == profileParts.count, !profileParts.isEmpty {
            profile = ColourProfile(
                name: "ICC profile",
                bytes: parts.flatMap { part in profileParts[part].map { bytes[$0] } ?? [] })
        } else if !profileParts.isEmpty {
            notes.append("the colour profile has missing parts and was left out")
        }
    }

    private static func frame(_ marker: UInt8, _ segment: ByteReader) throws(CodecError) -> Frame {
        guard let precision = segment.byte(0), let height = segment.number(1, bytes: 2),
            let width = segment.number(3, bytes: 2), let count = segment.byte(5)
        else { throw CodecError("the JPEG frame header is cut short") }
        return Frame(
            marker: marker, precision: Int(precision), width: width, height: height,
            componentCount: Int(count))
    }

    private mutating func take(exif tiff: ByteReader) {
        switch ExifOrientation.read(tiff) {
        case .absent: break
        case .found(let found): orientation = found
        case .unusable(let reason): notes.append("EXIF orientation not applied: \(reason)")
        }
    }
}
