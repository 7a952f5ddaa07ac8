// SPDX-License-Identifier: Apache-2.0

/// One pixel of a face while it is drawn: its colour, and its paper in the sketch.
struct FaceInk {
    var colour: Vector
    /// 1 is white paper.
    var sketch = 1.0
    private let pixel: Double

    /// An empty pixel, `pixel` wide in the coordinates of the distances.
    init(background: Vector, pixel: Double) {
        colour = background
        self.pixel = pixel
    }

    /// How much of the pixel lies within an edge at a signed distance.
    func cover(_ distance: Double) -> Double { (0.5 - distance / pixel).clipped }

    /// Covers the colour, and the sketch with white paper.
    mutating func fill(_ distance: Double, _ fillColour: Vector) {
        let share = cover(distance)
        tint(fillColour, share)
        sketch = sketch * (1 - share) + share
    }

    /// Draws along the edge in the sketch alone.
    mutating func stroke(_ distance: Double, _ width: Double, strength: Double = 0.9) {
        sketch *= 1 - cover(abs(distance) - width / 2) * strength
    }

    /// Draws along a line in colour and sketch.
    mutating func paint(
        _ distance: Double, _ width: Double, _ paintColour: Vector, strength: Double = 0.9
    ) {
        let share = cover(distance - width / 2)
        tint(paintColour, share)
        sketch *= 1 - share * strength
    }

    /// Mixes a colour in, and leaves the sketch as it is.
    mutating func tint(_ tintColour: Vector, _ share: Double) {
        colour = colour.mixed(with: tintColour, share)
    }
}
