// SPDX-License-Identifier: Apache-2.0

internal import CBLAS

/// Singular values of dense matrices, on the calling thread.
///
/// LAPACK's reduction to bidiagonal form spends half of its work on products of the matrix with one
/// vector, which wait for memory. Large matrices are first reduced to a band, by products of
/// matrices, and the band to two diagonals, which is cheap: half the time at 2048×2048. B. Großer
/// and B. Lang, "Efficient parallel reduction to bidiagonal form", Parallel Computing 25 (1999).
enum SingularValues {
    /// The width of the band; below 40 LAPACK no longer works in blocks.
    private static let bandWidth = 64
    /// Smaller matrices are left to LAPACK.
    private static let leastForBand = 192

    /// The sum of the singular values (the nuclear norm) of a matrix given row by row.
    ///
    /// - Complexity: O(rows · columns · min(rows, columns)).
    static func sum(of matrix: [Double], rows: Int, columns: Int) -> Double {
        _ = Factorisation.onCallingThread
        precondition(matrix.count == rows * columns)
        let least = min(rows, columns)
        guard least > 0 else { return 0 }
        guard least >= leastForBand else {
            return direct(matrix, rows: rows, columns: columns).reduce(0, +)
        }
        var square = matrix
        if rows > columns {
            square = Factorisation.triangularFactor(&square, rows: rows, columns: columns)
        } else if rows < columns {
            square = transposed(matrix, rows: rows, columns: columns)
            square = Factorisation.triangularFactor(&square, rows: columns, columns: rows)
        }
        return throughBand(&square, size: least).reduce(0, +)
    }

    private static func transposed(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
        var result = [Double](repeating: 0, count: matrix.count)
        for row in 0..<rows {
            for column in 0..<columns {
                result[column * rows + row] = matrix[row * columns + column]
            }
        }
        return result
    }

    /// LAPACK's own way.
    static func direct(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
        var copy = matrix
        // Row-major here is the transpose for LAPACK, which has the same singular values.
        var (m, n) = (Int32(columns), Int32(rows))
        var one: Int32 = 1
        var (space, info): (Int32, Int32) = (-1, 0)
        var values = [Double](repeating: 0, count: min(rows, columns))
        var integers = [Int32](repeating: 0, count: 8 * values.count)
        // No singular vectors are asked for.
        var (left, right) = (0.0, 0.0)
        var wanted = 0.0
        unsafe dgesdd_(
            "N", &m, &n, &copy, &m, &values, &left, &one, &right, &one, &wanted, &space,
            &integers, &info)
        space = Int32(wanted)
        var work = [Double](repeating: 0, count: Int(space))
        unsafe dgesdd_(
            "N", &m, &n, &copy, &m, &values, &left, &one, &right, &one, &work, &space,
            &integers, &info)
        // A failure to converge is possible in theory; it must not pass for a distance.
        precondition(info == 0, "the singular values did not converge (dgesdd: \(info))")
        return values
    }

    /// The singular values of a square matrix, which is overwritten.
    static func throughBand(_ matrix: inout [Double], size: Int) -> [Double] {
        reduceToBand(&matrix, size: size)
        // LAPACK's form of a band: column by column, the diagonal last.
        let height = bandWidth + 1
        var band = [Double](repeating: 0, count: height * size)
        for column in 0..<size {
            for row in max(column - bandWidth, 0)...column {
                band[column * height + bandWidth + row - column] = matrix[column * size + row]
            }
        }
        var (n, width, rows) = (Int32(size), Int32(bandWidth), Int32(height))
        var (none, one, info): (Int32, Int32, Int32) = (0, 1, 0)
        var diagonal = [Double](repeating: 0, count: size)
        var beside = [Double](repeating: 0, count: size)
        var work = [Double](repeating: 0, count: 4 * size)
        var integers = [Int32](repeating: 0, count: 8 * size)
        // Neither vectors nor a matrix to multiply with.
        var (left, right, other) = (0.0, 0.0, 0.0)
        unsafe dgbbrd_(
            "N", &n, &n, &none, &none, &width, &band, &rows, &diagonal, &beside, &left, &one,
            &right, &one, &other, &one, &work, &info)
        precondition(info == 0, "dgbbrd refused argument \(-info)")
        var (unused, index): (Double, Int32) = (0, 0)
        unsafe dbdsdc_(
            "U", "N", &n, &diagonal, &beside, &left, &one, &right, &one, &unused, &index, &work,
            &integers, &info)
        precondition(info == 0, "the singular values did not converge (dbdsdc: \(info))")
        return diagonal
    }

    /// Turns a column-major matrix into an upper band by reflections from both sides.
    private static func reduceToBand(_ matrix: inout [Double], size: Int) {
        var stride = Int32(size)
        var scales = [Double](repeating: 0, count: size)
        var work = [Double](repeating: 0, count: 128 * size)
        var (space, info) = (Int32(work.count), Int32(0))
        unsafe matrix.withUnsafeMutableBufferPointer { buffer in
            let base = unsafe buffer.baseAddress.unsafelyUnwrapped
            for start in Swift.stride(from: 0, to: size, by: bandWidth) {
                var width = Int32(min(bandWidth, size - start))
                var height = Int32(size - start)
                let panel = unsafe base + start * size + start
                unsafe dgeqrf_(&height, &width, panel, &stride, &scales, &work, &space, &info)
                var rest = height - width
                guard rest > 0 else { return }
                let right = unsafe panel + Int(width) * size
                unsafe dormqr_(
                    "L", "T", &height, &rest, &width, panel, &stride, &scales, right, &stride,
                    &work, &space, &info)
                var reflections = min(width, rest)
                unsafe dgelqf_(&width, &rest, right, &stride, &scales, &work, &space, &info)
                unsafe dormlq_(
                    "R", "T", &rest, &rest, &reflections, right, &stride, &scales,
                    right + Int(width), &stride, &work, &space, &info)
            }
        }
    }
}
