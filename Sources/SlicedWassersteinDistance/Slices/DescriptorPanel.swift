// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Descriptors side by side, as the product with the directions reads them:
/// ``ProjectionBlock/panelWidth`` of them, component by component, less the mean of their channel.
enum DescriptorPanel {
    /// Packs descriptors that lie one after the other.
    ///
    /// - Parameters:
    ///   - descriptors: Where the first begins.
    ///   - places: Which of them; the last fills up the panel.
    ///   - means: The mean of each component.
    ///   - panel: Room for as many rows as a descriptor has components.
    static func pack(
        _ descriptors: UnsafePointer<Float>, _ places: ArraySlice<UInt16>, means: [Float],
        into panel: UnsafeMutablePointer<Float>
    ) {
        let width = ProjectionBlock.panelWidth
        let length = means.count
        for lane in stride(from: 0, to: width, by: 8) {
            let rows = unsafe EightRows(base: descriptors) { row in
                Int(places[min(places.startIndex + lane + row, places.endIndex - 1)]) * length
            }
            let target = unsafe panel + lane
            unsafe means.withUnsafeBufferPointer { means in
                guard let means = means.baseAddress else { return }
                // The last eight overlap those before; fewer than eight are taken one by one.
                var first = 0
                while first < length && length >= 8 {
                    let component = min(first, length &- 8)
                    let columns = unsafe EightByEight(
                        rows, at: component, less: EightByEight.load(means + component))
                    unsafe columns.store(at: target + component &* width, stride: width, count: 8)
                    first &+= 8
                }
                for component in first..<length {
                    for row in 0..<8 {
                        unsafe target[component * width + row] =
                            unsafe rows[row][component] - means[component]
                    }
                }
            }
        }
    }

    /// Packs patches of images.
    ///
    /// - Parameters:
    ///   - images: The images of the level.
    ///   - first: The patch that places are counted from.
    ///   - places: Which patches; the last fills up the panel.
    ///   - means: The mean of each component.
    ///   - panel: Room for as many rows as a descriptor has components.
    static func pack(
        _ images: LevelImages, from first: Int, _ places: ArraySlice<UInt16>, means: [Float],
        into panel: UnsafeMutablePointer<Float>
    ) {
        let width = ProjectionBlock.panelWidth
        let side = images.side
        let atOnce = min(8, side)
        for lane in stride(from: 0, to: width, by: 8) {
            let corners = unsafe EightRows(base: images.base(ofPatch: first)) { row in
                let place = places[min(places.startIndex + lane + row, places.endIndex - 1)]
                return images.offset(ofPatch: first + Int(place), from: first)
            }
            for channel in 0..<3 {
                let component = channel * side * side
                let mean = SIMD8(repeating: means[component])
                let offset = images.offset(ofChannel: channel)
                for y in 0..<side {
                    var next = 0
                    while next < side {
                        let x = min(next, side &- atOnce)
                        let columns = unsafe EightByEight(
                            corners, at: offset &+ y &* images.size.width &+ x, less: mean)
                        unsafe columns.store(
                            at: panel + lane + (component &+ x &* side &+ y) &* width,
                            stride: side &* width, count: atOnce)
                        next &+= 8
                    }
                }
            }
        }
    }
}

/// Where eight rows of floats begin.
@unsafe struct EightRows {
    private let base: UnsafePointer<Float>
    private let offsets: SIMD8<Int32>

    init(base: UnsafePointer<Float>, offset: (Int) -> Int) {
        unsafe self.base = base
        var offsets = SIMD8<Int32>()
        for row in 0..<8 { offsets[row] = Int32(offset(row)) }
        unsafe self.offsets = offsets
    }

    @inline(__always)
    subscript(row: Int) -> UnsafePointer<Float> { unsafe base + Int(offsets[row]) }
}
