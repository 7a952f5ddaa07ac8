// SPDX-License-Identifier: Apache-2.0

/// A table that several threads read while a closure lends its memory.
@safe struct SharedTable: @unchecked Sendable {
    // Unchecked: nobody writes to the table as long as it is lent.
    let start: UnsafePointer<Float>

    init(_ table: UnsafeBufferPointer<Float>) {
        guard let start = table.baseAddress else { fatalError("a table has at least one entry") }
        unsafe self.start = start
    }
}
