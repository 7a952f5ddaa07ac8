// SPDX-License-Identifier: Apache-2.0

/// Finds the orientation tag in EXIF data: a TIFF header and one directory of 12-byte entries.
///
/// The data may be hostile: each offset is looked up, none is followed twice, and nothing else of EXIF
/// is read.
enum ExifOrientation {
    enum Answer: Equatable {
        case absent
        case found(Orientation)
        case unusable(String)
    }

    private static let orientationTag = 0x0112
    private static let shortType = 3

    static func read(_ tiff: ByteReader) -> Answer {
        let isLittle = tiff.matches(0, "II")
        guard isLittle || tiff.matches(0, "MM") else { return .unusable("no TIFF header") }
        func number(_ offset: Int, _ count: Int) -> Int? {
            tiff.number(offset, bytes: count, littleEndian: isLittle)
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2)
        else { return .unusable("the TIFF header is damaged") }
        for entry in 0..<entries {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, 2) else { return .unusable("its directory is cut short") }
            guard tag == orientationTag else { continue }
            guard number(place + 2, 2) == shortType, number(place + 4, 4) == 1,
                let value = number(place + 8, 2)
            else { return .unusable("the tag is not one short number") }
            guard let orientation = Orientation(rawValue: value) else {
                return .unusable("the value is \(value), not 1 to 8")
            }
            return .found(orientation)
        }
        return .absent
    }
}
