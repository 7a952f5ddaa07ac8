// SPDX-License-Identifier: Apache-2.0

import Raster

extension Image {
    /// The colour planes put through `transform` at the size that the filter needs; alpha is kept.
    func mapColours(
        paddedFor filter: PyramidFilter, levels: Int, _ transform: (Plane) -> Plane
    ) -> Image {
        let target = filter.paddedSize(of: size, levels: levels)
        let colours = withoutAlpha.mapPlanes { plane in
            let result = transform(plane.mirrorPadded(to: target))
            return target == size ? result : result.cropped(x: 0, y: 0, to: size)
        }
        return alpha.map(colours.withAlpha) ?? colours
    }
}
