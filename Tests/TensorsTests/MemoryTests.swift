// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
    import Foundation
    import Tensors
    import Testing

    /// Memory is given back at once: a training loop with second derivatives holds no more after many
    /// steps than after a few.
    ///
    /// Tests that run beside it move the number too, but not always upwards: what is kept would grow it
    /// in each of several rounds.
    struct MemoryTests {
        @Test func aTrainingLoopLeavesMemoryFlat() throws {
            let w = try Tensor.full([32, 16, 3, 3], of: 0.01)
            try w.requireGradient()
            let mean = try Tensor.zeros(like: w)
            let square = try Tensor.zeros(like: w)
            let step = try Tensor(0 as Float)
            func train() throws {
                // 2 MB each.
                let x = try Tensor.full([8, 16, 64, 64], of: 0.5)
                try x.requireGradient()
                let y = try x.convolved(with: w, padding: 1).leakyReLU(0.2)
                let slope = try gradients(
                    of: [y.sum()], withRespectTo: [x], creatingGraph: true)[0]
                let loss = try y.squared().mean() + (slope.norm() - 1).squared()
                try loss.backward()
                let gradient = try #require(try w.gradient())
                try Tensor.stepAdam(
                    [w], gradients: [gradient], means: [mean], squares: [square], steps: [step],
                    learningRate: 1e-3)
                try w.setGradient(nil)
            }
            for _ in 0..<5 { try train() }
            let growth = try (0..<6).map { _ in
                let before = try Self.residentBytes()
                for _ in 0..<40 { try train() }
                return try Self.residentBytes() - before
            }
            // Keeping one image tensor a step would come to 84 MB a round.
            #expect(try #require(growth.min()) < 32 << 20, "\(growth)")
        }

        /// The memory of this process that is in use, as Linux counts it.
        private static func residentBytes() throws -> Int {
            let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
                .split(separator: " ")
            return try #require(Int(fields[1])) * 4096
        }
    }
#endif
