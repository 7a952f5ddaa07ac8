// SPDX-License-Identifier: Apache-2.0

internal import CBLAS
internal import Raster

/// Products A Bᵀ of matrices whose rows are images, by OpenBLAS.
enum MatrixProduct {
    /// How many rows of A a thread takes at once; fixed, so that no bit depends on the threads.
    private static let rowsPerPiece = 256

    /// A Bᵀ, with a row for each of A's and a column for each of B's.
    static func transposed(
        _ a: [Double], rows: Int, _ b: [Double], rows columns: Int, inner: Int,
        threads: ThreadCount = .one
    ) -> [Double] {
        _ = Factorisation.onCallingThread
        precondition(a.count == rows * inner && b.count == columns * inner)
        guard rows > 0, columns > 0 else { return [] }
        guard inner > 0 else { return [Double](repeating: 0, count: rows * columns) }
        return unsafe [Double](unsafeUninitializedCapacity: rows * columns) { target, initialised in
            let output = unsafe SharedPointer(target.baseAddress.unsafelyUnwrapped)
            unsafe a.withUnsafeBufferPointer { a in
                unsafe b.withUnsafeBufferPointer { b in
                    let left = unsafe SharedPointer(
                        UnsafeMutablePointer(mutating: a.baseAddress.unsafelyUnwrapped))
                    let right = unsafe SharedPointer(
                        UnsafeMutablePointer(mutating: b.baseAddress.unsafelyUnwrapped))
                    let pieces = (rows + rowsPerPiece - 1) / rowsPerPiece
                    threads.forEach(below: pieces) { piece in
                        let start = piece * rowsPerPiece
                        unsafe cblas_dgemm(
                            CblasRowMajor, CblasNoTrans, CblasTrans,
                            blasint(min(rowsPerPiece, rows - start)), blasint(columns),
                            blasint(inner), 1, left.base + start * inner, blasint(inner),
                            right.base, blasint(inner), 0, output.base + start * columns,
                            blasint(columns))
                    }
                }
            }
            initialised = rows * columns
        }
    }

    /// Aᵀ A of a matrix with `columns` columns.
    static func gram(_ a: [Double], rows: Int, columns: Int) -> [Double] {
        _ = Factorisation.onCallingThread
        precondition(a.count == rows * columns)
        var product = [Double](repeating: 0, count: columns * columns)
        guard rows > 0, columns > 0 else { return product }
        unsafe cblas_dsyrk(
            CblasRowMajor, CblasUpper, CblasTrans, blasint(columns), blasint(rows), 1, a,
            blasint(columns), 0, &product, blasint(columns))
        for row in 0..<columns {
            for column in 0..<row {
                product[row * columns + column] = product[column * columns + row]
            }
        }
        return product
    }

    /// A Bᵀ in single precision into a tile that the caller holds, on the calling thread.
    @unsafe static func singleTile(
        _ a: UnsafePointer<Float>, rows: Int, _ b: UnsafePointer<Float>, rows columns: Int,
        inner: Int, into tile: UnsafeMutablePointer<Float>
    ) {
        unsafe cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(columns),
            blasint(inner), 1, a, blasint(inner), b, blasint(inner), 0, tile, blasint(columns))
    }
}

/// A pointer that several threads use, each at its own places.
// Unchecked: those who make one see to it that no two threads touch one place.
@unsafe struct SharedPointer<Element>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>

    init(_ base: UnsafeMutablePointer<Element>) { unsafe self.base = unsafe base }
}
