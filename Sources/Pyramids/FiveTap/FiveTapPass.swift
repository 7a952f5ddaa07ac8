// SPDX-License-Identifier: Apache-2.0

import Raster

/// The five-tap pyramid step in one pass over memory.
///
/// At 4096² the arithmetic is cheap and memory is not: a reduce, an expand and a subtraction one
/// after the other read and write the image five times. Here a strip of rows is reduced to one coarse
/// row at a time, and as soon as three neighbouring coarse rows exist, the two fine rows between them,
/// still in cache, are expanded against and subtracted. Coarse rows are split into strips for the
/// threads; a strip computes the coarse rows next to its ends itself, so that no thread waits and the
/// result does not depend on their number.
///
/// The vertical pass comes first and writes even and odd columns to rows of their own, which makes
/// the decimating horizontal pass unit-stride. Mirrored borders are a few samples written before and
/// after those rows.
///
/// A pass works on a stack of planes of one size, one after the other in memory (a single plane is a
/// stack of one). Several planes are shared out whole; their strips keep their scratch rows.
struct FiveTapPass: Sendable {
    let taps: FiveTaps

    init(_ kernel: BurtAdelsonKernel) { taps = FiveTaps(kernel) }

    /// Coarse = REDUCE(fine).
    func reduce(
        _ fine: UnsafePointer<Float>, _ size: ImageSize, into coarse: UnsafeMutablePointer<Float>,
        planes count: Int = 1, _ threads: ThreadCount
    ) {
        let stack = unsafe Stack(input: fine, coarse: coarse, fine: coarse)
        forEachStrip(of: size, planes: count, threads) { planes, rows in
            let reducer = RowReducer(size: size, taps: taps)
            for plane in planes {
                let source = unsafe stack.input + plane * size.area
                let target = unsafe stack.coarse + plane * size.halved.area
                for row in rows {
                    unsafe reducer.write(row, of: source, to: target + row * size.halved.width)
                }
            }
        }
    }

    /// Coarse = REDUCE(fine) and band = fine − EXPAND(coarse).
    func split(
        _ fine: UnsafePointer<Float>, _ size: ImageSize, band: UnsafeMutablePointer<Float>,
        coarse: UnsafeMutablePointer<Float>, planes count: Int = 1, _ threads: ThreadCount
    ) {
        let stack = unsafe Stack(input: fine, coarse: coarse, fine: band)
        forEachStrip(of: size, planes: count, threads) { planes, rows in
            let strip = SplitStrip(rows: rows, size: size, taps: taps)
            for plane in planes {
                unsafe strip.run(
                    stack.input + plane * size.area, band: stack.fine + plane * size.area,
                    coarse: stack.coarse + plane * size.halved.area)
            }
        }
    }

    /// Fine = EXPAND(coarse).
    func expand(
        _ coarse: UnsafePointer<Float>, into fine: UnsafeMutablePointer<Float>, _ size: ImageSize,
        planes count: Int = 1, _ threads: ThreadCount
    ) {
        let stack = unsafe Stack(input: coarse, coarse: fine, fine: fine)
        forEachStrip(of: size, planes: count, threads) { planes, rows in
            let expander = RowExpander(size: size, taps: taps)
            for plane in planes {
                let target = unsafe stack.fine + plane * size.area
                unsafe expander.forEachFineRow(of: rows, stack.input + plane * size.halved.area) {
                    let row = unsafe target + $0 * size.width
                    expander.expandRow(into: unsafe StoredRow(target: row))
                }
            }
        }
    }

    /// Band = EXPAND(coarse) + gain · band.
    func collapse(
        _ coarse: UnsafePointer<Float>, into band: UnsafeMutablePointer<Float>, _ size: ImageSize,
        gain: Float, planes count: Int = 1, _ threads: ThreadCount
    ) {
        let stack = unsafe Stack(input: coarse, coarse: band, fine: band)
        forEachStrip(of: size, planes: count, threads) { planes, rows in
            let expander = RowExpander(size: size, taps: taps)
            for plane in planes {
                let target = unsafe stack.fine + plane * size.area
                unsafe expander.forEachFineRow(of: rows, stack.input + plane * size.halved.area) {
                    let row = unsafe target + $0 * size.width
                    expander.expandRow(into: unsafe AddedRow(band: row, gain: gain))
                }
            }
        }
    }

    /// Pointers that cross to other threads: each strip writes rows of its own.
    @unsafe private struct Stack: @unchecked Sendable {
        let input: UnsafePointer<Float>
        let coarse: UnsafeMutablePointer<Float>
        let fine: UnsafeMutablePointer<Float>
    }

    /// Below this many samples a strip is not worth waking a thread for.
    private static let smallestStrip = 1 << 16

    /// Calls `body` with planes of the stack and coarse rows of each; together all of them, once.
    private func forEachStrip(
        of size: ImageSize, planes count: Int, _ threads: ThreadCount,
        _ body: @Sendable (_ planes: Range<Int>, _ rows: Range<Int>) -> Void
    ) {
        let rows = size.halved.height
        let parts = max(1, min(threads.count, size.area * count / Self.smallestStrip))
        if count > 1 {
            // More parts than threads, so that a thread that is held up holds up little.
            let parts = min(count, parts == 1 ? 1 : parts * 4)
            threads.forEach(below: parts) { part in
                body(count * part / parts..<count * (part + 1) / parts, 0..<rows)
            }
        } else {
            let parts = min(parts, rows)
            threads.forEach(below: parts) { part in
                body(0..<1, rows * part / parts..<rows * (part + 1) / parts)
            }
        }
    }
}
