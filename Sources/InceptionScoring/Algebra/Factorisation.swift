// SPDX-License-Identifier: Apache-2.0

internal import CBLAS

/// Factors of dense matrices in double precision, by LAPACK.
///
/// OpenBLAS works on the calling thread alone here, so that the last bit of a result does not depend
/// on the number of threads; work is spread over threads by those who call.
enum Factorisation {
    /// Takes OpenBLAS's own threads out of play, once.
    static let onCallingThread: Void = openblas_set_num_threads(1)

    /// The triangular factor R of A = Q R, as `columns` rows of `columns` numbers, for a matrix with
    /// at least as many rows as columns, given row by row and overwritten.
    static func triangularFactor(_ matrix: inout [Double], rows: Int, columns: Int) -> [Double] {
        _ = onCallingThread
        precondition(rows >= columns && matrix.count == rows * columns)
        guard columns > 0 else { return [] }
        // Row-major A is LAPACK's Aᵀ = L Q', and so R = Lᵀ lies in place, row by row.
        var (m, n) = (Int32(columns), Int32(rows))
        var (space, info): (Int32, Int32) = (-1, 0)
        var scales = [Double](repeating: 0, count: columns)
        var wanted = 0.0
        unsafe dgelqf_(&m, &n, &matrix, &m, &scales, &wanted, &space, &info)
        space = Int32(wanted)
        var work = [Double](repeating: 0, count: Int(space))
        unsafe dgelqf_(&m, &n, &matrix, &m, &scales, &work, &space, &info)
        precondition(info == 0, "dgelqf refused argument \(-info)")
        var factor = [Double](repeating: 0, count: columns * columns)
        for row in 0..<columns {
            for column in row..<columns {
                factor[row * columns + column] = matrix[row * columns + column]
            }
        }
        return factor
    }

    /// A factor F of a symmetric semi-definite matrix S = Fᵀ F, with as many rows as S has rank.
    static func semidefiniteFactor(_ matrix: [Double], size: Int) -> (factor: [Double], rank: Int) {
        _ = onCallingThread
        guard size > 0 else { return ([], 0) }
        var copy = matrix
        var (n, rank, info): (Int32, Int32, Int32) = (Int32(size), 0, 0)
        var pivots = [Int32](repeating: 0, count: size)
        var work = [Double](repeating: 0, count: 2 * size)
        // Below 0: LAPACK's own tolerance, size · ε · the greatest variance.
        var tolerance = -1.0
        unsafe dpstrf_("L", &n, &copy, &n, &pivots, &rank, &tolerance, &work, &info)
        precondition(info >= 0, "dpstrf refused argument \(-info)")
        // Pᵀ S P = L Lᵀ, L column-major: column k of L is row k of F, at the pivots' places.
        var factor = [Double](repeating: 0, count: Int(rank) * size)
        for row in 0..<Int(rank) {
            for place in row..<size {
                factor[row * size + Int(pivots[place]) - 1] = copy[row * size + place]
            }
        }
        // A zero matrix has rank 0, though LAPACK may not say so.
        return matrix.allSatisfy { $0 == 0 } ? ([], 0) : (factor, Int(rank))
    }
}
