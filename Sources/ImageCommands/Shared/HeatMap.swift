// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Numbers as colours that grow brighter with them, so that the picture reads the same in grey print.
enum HeatMap {
    /// Black, violet, red, orange, pale yellow: the lightness rises evenly from one to the next.
    private static let colours: [(red: Float, green: Float, blue: Float)] = [
        (0, 0, 0.02), (0.30, 0.07, 0.46), (0.72, 0.20, 0.33), (0.97, 0.54, 0.10), (1, 0.99, 0.75),
    ]

    /// A picture of a plane: 0 and below is black, 1 and above pale yellow.
    static func image(of plane: Plane) -> Image {
        func channel(_ component: ((red: Float, green: Float, blue: Float)) -> Float) -> Plane {
            let stops = colours.map(component)
            return plane.map { value in
                let place = min(max(value, 0), 1) * Float(stops.count - 1)
                let stop = min(Int(place), stops.count - 2)
                return stops[stop] + (stops[stop + 1] - stops[stop]) * (place - Float(stop))
            }
        }
        return Image(
            planes: [channel(\.red), channel(\.green), channel(\.blue)], channels: .rgb,
            range: .unit)
    }
}
