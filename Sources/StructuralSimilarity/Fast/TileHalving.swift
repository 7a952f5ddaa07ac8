// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Writes the samples of the next scale that a tile owns: means of 2×2, borders by the rule.
@safe struct TileHalving: @unchecked Sendable {
    private let axes: (columns: HalvingRule.Axis, rows: HalvingRule.Axis)
    private let sum: UnsafeMutablePointer<Float>
    private let difference: UnsafeMutablePointer<Float>

    init(_ rule: HalvingRule, from size: ImageSize, to coarser: ScalePair) {
        axes = rule.axes(of: size)
        unsafe sum = coarser.first.storage.base
        unsafe difference = coarser.second.storage.base
    }

    /// Writes what can be made when the tile's own samples have come.
    func write(_ tile: ScaleTile, from buffer: TileBuffer, _ offsets: TileOffsets) {
        let columns = axes.columns.halved(of: tile.ownColumns)
        for row in axes.rows.halved(of: tile.ownRows) {
            let pair = axes.rows.pair(row)
            let near = pair.0.map { $0 - tile.sampleRows.lowerBound }
            let far = pair.1.map { $0 - tile.sampleRows.lowerBound }
            let start = row * axes.columns.halvedCount
            unsafe halve(
                near.map { unsafe buffer.sums($0) - tile.lead },
                far.map { unsafe buffer.sums($0) - tile.lead },
                offset: offsets.sum, tile, columns, buffer.work(.halved), sum + start)
            unsafe halve(
                near.map { unsafe buffer.differences($0) - tile.lead },
                far.map { unsafe buffer.differences($0) - tile.lead },
                offset: offsets.difference, tile, columns, buffer.work(.halved), difference + start)
        }
    }

    private func halve(
        _ near: UnsafeMutablePointer<Float>?, _ far: UnsafeMutablePointer<Float>?, offset: Float,
        _ tile: ScaleTile, _ columns: Range<Int>, _ tall: UnsafeMutablePointer<Float>,
        _ target: UnsafeMutablePointer<Float>
    ) {
        let count = tile.sampleColumns.count
        unsafe add(near, far, count: count, outside: -offset, into: tall)
        // What lies beyond the image's columns, where zeros count as −offset like all samples; inside
        // the image these are never looked at.
        let beyond = axes.columns.zeroOutside ? -2 * offset : nil
        if tile.sampleColumns.lowerBound == 0 { unsafe tall[-1] = beyond ?? tall[0] }
        unsafe tall[count] = beyond ?? tall[count - 1]

        let shift = axes.columns.shift - tile.sampleColumns.lowerBound
        let source = UnsafeRawPointer(tall)
        var column = columns.lowerBound
        while column &+ 8 <= columns.upperBound {
            let both = unsafe source.loadUnaligned(
                fromByteOffset: 4 &* (2 &* column &+ shift), as: SIMD16<Float>.self)
            unsafe target.store((both.evenHalf + both.oddHalf) * 0.25 + offset, column)
            column &+= 8
        }
        while column < columns.upperBound {
            let left = 2 &* column &+ shift
            unsafe target[column] = (tall[left] + tall[left + 1]) * 0.25 + offset
            column &+= 1
        }
    }

    private func add(
        _ near: UnsafeMutablePointer<Float>?, _ far: UnsafeMutablePointer<Float>?, count: Int,
        outside: Float, into tall: UnsafeMutablePointer<Float>
    ) {
        guard let near = unsafe near, let far = unsafe far else {
            // One row of the pair may be missing, never both.
            guard let row = unsafe near ?? far else { return }
            for x in 0..<count { unsafe tall[x] = row[x] + outside }
            return
        }
        var x = 0
        while x < count {
            unsafe tall.store(near.floats8(x) + far.floats8(x), x)
            x &+= 8
        }
    }
}
