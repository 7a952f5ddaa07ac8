// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The sums of the terms over a part of a map.
struct MomentSums: Sendable {
    var luminance = 0.0
    var contrastStructure = 0.0
    var similarity = 0.0
    /// Whether all samples that went in were finite.
    var isFinite = true

    static func += (left: inout MomentSums, right: MomentSums) {
        left.luminance += right.luminance
        left.contrastStructure += right.contrastStructure
        left.similarity += right.similarity
        left.isFinite = left.isFinite && right.isFinite
    }
}

/// Evaluates the terms of a tile row by row.
///
/// For a row of the map, the window's rows of s and d are weighted into four rows of moments, these
/// are weighted along the row, and the terms evaluated and summed at once, so that no moment ever
/// exists as an image. Squares are recomputed for each of the window's rows: two multiplications cost
/// less than reading back a stored row. Sums are kept in double precision.
@safe struct TileMoments: Sendable {
    let taps: [Float]
    let offset: Float
    let constants: StabilityConstants
    let clampsPixels: Bool
    let needsLuminance: Bool

    /// Evaluates a tile whose samples have been loaded.
    func evaluate(_ tile: ScaleTile, _ buffer: TileBuffer) -> MomentSums {
        var sums = MomentSums()
        let shift = tile.columns.lowerBound - tile.sampleColumns.lowerBound
        for row in tile.rows {
            let first = row - tile.sampleRows.lowerBound
            // A literal count lets the compiler unroll the loops over the standard window.
            if taps.count == 11 {
                weightRows(from: first, shift, tile, count: 11, buffer)
                evaluateRow(width: tile.columns.count, count: 11, buffer, &sums)
            } else {
                weightRows(from: first, shift, tile, count: taps.count, buffer)
                evaluateRow(width: tile.columns.count, count: taps.count, buffer, &sums)
            }
        }
        return sums
    }

    // MARK: Down the columns

    /// Weights the rows under the window; taps are symmetric, so rows k and count − 1 − k share one.
    @inline(__always)
    private func weightRows(
        from row: Int, _ shift: Int, _ tile: ScaleTile, count: Int, _ buffer: TileBuffer
    ) {
        let (s, d) = unsafe (buffer.sums(row) + shift, buffer.differences(row) + shift)
        let (sum, squaredSum) = unsafe (buffer.work(.sum), buffer.work(.squaredSum))
        let difference = unsafe buffer.work(.difference)
        let squaredDifference = unsafe buffer.work(.squaredDifference)
        let width = tile.columns.count + count - 1
        let step = 2 * TileBuffer.rowLength
        unsafe taps.withUnsafeBufferPointer { taps in
            var x = 0
            while x < width {
                var (ms, md) = (Floats8.zero, Floats8.zero)
                var (mss, mdd) = (Floats8.zero, Floats8.zero)
                var k = 0
                while k < count / 2 {
                    let tap = unsafe Floats8(repeating: taps[k])
                    let near = k &* step &+ x
                    let far = (count &- 1 &- k) &* step &+ x
                    let (s0, s1) = unsafe (s.floats8(near), s.floats8(far))
                    let (d0, d1) = unsafe (d.floats8(near), d.floats8(far))
                    ms.addProduct(tap, s0 + s1)
                    md.addProduct(tap, d0 + d1)
                    mss.addProduct(tap, (s0 * s0).addingProduct(s1, s1))
                    mdd.addProduct(tap, (d0 * d0).addingProduct(d1, d1))
                    k &+= 1
                }
                if count % 2 == 1 {
                    let tap = unsafe Floats8(repeating: taps[k])
                    let place = k &* step &+ x
                    let (s0, d0) = unsafe (s.floats8(place), d.floats8(place))
                    ms.addProduct(tap, s0)
                    md.addProduct(tap, d0)
                    mss.addProduct(tap, s0 * s0)
                    mdd.addProduct(tap, d0 * d0)
                }
                unsafe sum.store(ms, x)
                unsafe difference.store(md, x)
                unsafe squaredSum.store(mss, x)
                unsafe squaredDifference.store(mdd, x)
                x &+= 8
            }
        }
    }

    // MARK: Along the row

    @inline(__always)
    private func weighted(
        _ row: UnsafeMutablePointer<Float>, _ x: Int, _ taps: UnsafeBufferPointer<Float>,
        count: Int
    ) -> Floats8 {
        var mean = Floats8.zero
        var k = 0
        while k < count / 2 {
            let pair = unsafe row.floats8(x &+ k) + row.floats8(x &+ count &- 1 &- k)
            unsafe mean.addProduct(Floats8(repeating: taps[k]), pair)
            k &+= 1
        }
        if count % 2 == 1 {
            unsafe mean.addProduct(Floats8(repeating: taps[k]), row.floats8(x &+ k))
        }
        return mean
    }

    @inline(__always)
    private func evaluateRow(
        width: Int, count: Int, _ buffer: TileBuffer, _ sums: inout MomentSums
    ) {
        let twiceC1 = Floats8(repeating: Float(2 * constants.luminance))
        let twiceC2 = Floats8(repeating: Float(2 * constants.contrast))
        var (luminance, contrast) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var similarity = SIMD8<Double>.zero
        unsafe taps.withUnsafeBufferPointer { taps in
            var x = 0
            while x < width {
                let s = unsafe weighted(buffer.work(.sum), x, taps, count: count)
                let d = unsafe weighted(buffer.work(.difference), x, taps, count: count)
                let ss = unsafe weighted(buffer.work(.squaredSum), x, taps, count: count)
                let dd = unsafe weighted(buffer.work(.squaredDifference), x, taps, count: count)
                let (v, w) = (ss - s * s, dd - d * d)
                var cs = (v - w + twiceC2) / (v + w + twiceC2)
                if clampsPixels { cs.replace(with: 0, where: cs .< 0) }
                // Lanes past the end count as zero.
                let isPast = Floats8.lanes .>= Float(width &- x)
                cs.replace(with: 0, where: isPast)
                contrast += SIMD8<Double>(cs)
                if needsLuminance {
                    let mean = s + offset
                    let (m, n) = (mean * mean, d * d)
                    var l = (m - n + twiceC1) / (m + n + twiceC1)
                    l.replace(with: 0, where: isPast)
                    luminance += SIMD8<Double>(l)
                    similarity += SIMD8<Double>(l * cs)
                }
                x &+= 8
            }
        }
        sums.contrastStructure += contrast.sum()
        sums.luminance += luminance.sum()
        sums.similarity += similarity.sum()
    }
}

extension Floats8 {
    /// The number of each lane.
    @inline(__always) static var lanes: Floats8 { Floats8(0, 1, 2, 3, 4, 5, 6, 7) }
}
