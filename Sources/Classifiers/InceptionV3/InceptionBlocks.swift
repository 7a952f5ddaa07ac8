// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

// The five kinds of blocks under the names of TorchVision's code, which are also those in files of
// weights. A unit "a×b" has a rows and b columns.

extension InceptionBranches {
    /// 35×35: 1×1, 5×5, twice 3×3, and pooling (figure 5 of the paper).
    static func a(
        _ place: InceptionPlace, from inputs: Int, pooled: Int, _ pooling: InceptionPooling
    ) throws -> InceptionBranches {
        InceptionBranches(
            try InceptionUnit(place / "branch1x1", from: inputs, to: 64, kernel: 1),
            InceptionBranch(
                try InceptionUnit(place / "branch5x5_1", from: inputs, to: 48, kernel: 1),
                try InceptionUnit(place / "branch5x5_2", from: 48, to: 64, kernel: 5, padding: 2)),
            InceptionBranch(
                try InceptionUnit(place / "branch3x3dbl_1", from: inputs, to: 64, kernel: 1),
                try InceptionUnit(
                    place / "branch3x3dbl_2", from: 64, to: 96, kernel: 3, padding: 1),
                try InceptionUnit(
                    place / "branch3x3dbl_3", from: 96, to: 96, kernel: 3, padding: 1)),
            InceptionBranch(
                pooling,
                try InceptionUnit(place / "branch_pool", from: inputs, to: pooled, kernel: 1)))
    }

    /// 35×35 to 17×17 (figure 10).
    static func b(_ place: InceptionPlace, from inputs: Int) throws -> InceptionBranches {
        InceptionBranches(
            try InceptionUnit(place / "branch3x3", from: inputs, to: 384, kernel: 3, stride: 2),
            InceptionBranch(
                try InceptionUnit(place / "branch3x3dbl_1", from: inputs, to: 64, kernel: 1),
                try InceptionUnit(
                    place / "branch3x3dbl_2", from: 64, to: 96, kernel: 3, padding: 1),
                try InceptionUnit(
                    place / "branch3x3dbl_3", from: 96, to: 96, kernel: 3, stride: 2)),
            InceptionPooling.reduction)
    }

    /// 17×17: 7×7 in rows and columns, once and twice (figure 6).
    static func c(
        _ place: InceptionPlace, inner: Int, _ pooling: InceptionPooling
    ) throws -> InceptionBranches {
        func row(_ name: String, from inputs: Int, to outputs: Int) throws -> InceptionUnit {
            try InceptionUnit(
                place / name, from: inputs, to: outputs, kernel: Sides(height: 1, width: 7),
                padding: Sides(height: 0, width: 3))
        }
        func column(_ name: String, from inputs: Int, to outputs: Int) throws -> InceptionUnit {
            try InceptionUnit(
                place / name, from: inputs, to: outputs, kernel: Sides(height: 7, width: 1),
                padding: Sides(height: 3, width: 0))
        }
        return InceptionBranches(
            try InceptionUnit(place / "branch1x1", from: 768, to: 192, kernel: 1),
            InceptionBranch(
                try InceptionUnit(place / "branch7x7_1", from: 768, to: inner, kernel: 1),
                try row("branch7x7_2", from: inner, to: inner),
                try column("branch7x7_3", from: inner, to: 192)),
            InceptionBranch(
                try InceptionUnit(place / "branch7x7dbl_1", from: 768, to: inner, kernel: 1),
                try column("branch7x7dbl_2", from: inner, to: inner),
                try row("branch7x7dbl_3", from: inner, to: inner),
                try column("branch7x7dbl_4", from: inner, to: inner),
                try row("branch7x7dbl_5", from: inner, to: 192)),
            InceptionBranch(
                pooling, try InceptionUnit(place / "branch_pool", from: 768, to: 192, kernel: 1)))
    }

    /// 17×17 to 8×8.
    static func d(_ place: InceptionPlace) throws -> InceptionBranches {
        InceptionBranches(
            InceptionBranch(
                try InceptionUnit(place / "branch3x3_1", from: 768, to: 192, kernel: 1),
                try InceptionUnit(
                    place / "branch3x3_2", from: 192, to: 320, kernel: 3, stride: 2)),
            InceptionBranch(
                try InceptionUnit(place / "branch7x7x3_1", from: 768, to: 192, kernel: 1),
                try InceptionUnit(
                    place / "branch7x7x3_2", from: 192, to: 192,
                    kernel: Sides(height: 1, width: 7), padding: Sides(height: 0, width: 3)),
                try InceptionUnit(
                    place / "branch7x7x3_3", from: 192, to: 192,
                    kernel: Sides(height: 7, width: 1), padding: Sides(height: 3, width: 0)),
                try InceptionUnit(
                    place / "branch7x7x3_4", from: 192, to: 192, kernel: 3, stride: 2)),
            InceptionPooling.reduction)
    }

    /// 8×8: rows and columns of three side by side (figure 7).
    static func e(
        _ place: InceptionPlace, from inputs: Int, _ pooling: InceptionPooling
    ) throws -> InceptionBranches {
        func crossed(_ first: String, _ second: String) throws -> InceptionBranches {
            InceptionBranches(
                try InceptionUnit(
                    place / first, from: 384, to: 384, kernel: Sides(height: 1, width: 3),
                    padding: Sides(height: 0, width: 1)),
                try InceptionUnit(
                    place / second, from: 384, to: 384, kernel: Sides(height: 3, width: 1),
                    padding: Sides(height: 1, width: 0)))
        }
        return InceptionBranches(
            try InceptionUnit(place / "branch1x1", from: inputs, to: 320, kernel: 1),
            InceptionBranch(
                try InceptionUnit(place / "branch3x3_1", from: inputs, to: 384, kernel: 1),
                try crossed("branch3x3_2a", "branch3x3_2b")),
            InceptionBranch(
                try InceptionUnit(place / "branch3x3dbl_1", from: inputs, to: 448, kernel: 1),
                try InceptionUnit(
                    place / "branch3x3dbl_2", from: 448, to: 384, kernel: 3, padding: 1),
                try crossed("branch3x3dbl_3a", "branch3x3dbl_3b")),
            InceptionBranch(
                pooling,
                try InceptionUnit(place / "branch_pool", from: inputs, to: 192, kernel: 1)))
    }
}
