// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// How a camera was held, by the numbers of EXIF: where row 0 and column 0 of the stored image lie in
/// the upright one.
enum Orientation: Int {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case mirroredUpsideDown = 4
    case transposed = 5
    case needsQuarterTurnRight = 6
    case antitransposed = 7
    case needsQuarterTurnLeft = 8

    /// Whether width and height change places.
    var swapsSides: Bool { rawValue >= 5 }

    /// The stored column runs backwards along its axis of the upright image.
    private var reversesColumns: Bool {
        switch self {
        case .mirrored, .upsideDown, .antitransposed, .needsQuarterTurnLeft: true
        case .upright, .mirroredUpsideDown, .transposed, .needsQuarterTurnRight: false
        }
    }

    private var reversesRows: Bool {
        switch self {
        case .upsideDown, .mirroredUpsideDown, .needsQuarterTurnRight, .antitransposed: true
        case .upright, .mirrored, .transposed, .needsQuarterTurnLeft: false
        }
    }

    func uprightSize(of stored: ImageSize) -> ImageSize {
        swapsSides ? ImageSize(width: stored.height, height: stored.width) : stored
    }

    /// The stored plane turned upright.
    func upright(_ stored: Plane) -> Plane {
        guard self != .upright else { return stored }
        let size = uprightSize(of: stored.size)
        let width = stored.width
        let height = stored.height
        // Walk the upright image row by row: where its corner lies in the stored one, and the steps
        // there for one column and one row of it.
        let corner = (reversesRows ? height - 1 : 0) * width + (reversesColumns ? width - 1 : 0)
        let alongColumns = reversesColumns ? -1 : 1
        let alongRows = reversesRows ? -width : width
        let (columnStep, rowStep) =
            swapsSides ? (alongRows, alongColumns) : (alongColumns, alongRows)
        var result = Plane(uninitialized: size)
        result.withMutableSamples { target in
            stored.withSamples { source in
                for y in 0..<size.height {
                    var place = corner + y * rowStep
                    for x in 0..<size.width {
                        target[y * size.width + x] = source[place]
                        place += columnStep
                    }
                }
            }
        }
        return result
    }
}
