// SPDX-License-Identifier: Apache-2.0

import Tensors
import Testing

struct AutogradTests {
    @Test func backwardAddsUpAtTheLeaves() throws {
        let x = try Tensor([1.0, 2])
        try x.requireGradient()
        #expect(try x.gradient() == nil)
        try x.squared().sum().backward()
        #expect(try x.gradient()?.values() == [2.0, 4])
        try (x * 3).sum().backward()
        #expect(try x.gradient()?.values() == [5.0, 7])
        try x.setGradient(nil)
        #expect(try x.gradient() == nil)
        try (x * x).backward(weightedBy: Tensor([1.0, 10]))
        #expect(try x.gradient()?.values() == [2.0, 40])
    }

    @Test func nothingIsRecordedInside() throws {
        let x = try Tensor([1.0])
        try x.requireGradient()
        let y = try withoutGradient { try x * 2 }
        #expect(!y.requiresGradient)
        let z = try withoutGradient { try withGradient { try x * 2 } }
        #expect(z.requiresGradient)
        #expect(try (x * 2).detached().requiresGradient == false)
        struct Stop: Error {}
        #expect(throws: Stop.self) { try withoutGradient { throw Stop() } }
        #expect(try (x * 2).requiresGradient)
    }

    @Test func anUnusedInputIsAnError() throws {
        let (x, y) = (try Tensor([1.0]), try Tensor([2.0]))
        try x.requireGradient()
        try y.requireGradient()
        let error = try #require(throws: TensorError.self) {
            try gradients(of: [x * 2], withRespectTo: [x, y])
        }
        #expect(error.operation == "gradients")
        #expect(error.problem.contains("not have been used"))
    }

    @Test func theRecordIsUsedOnceUnlessRetained() throws {
        let x = try Tensor([3.0])
        try x.requireGradient()
        let y = try x.squared().sum()
        try y.backward(retainingGraph: true)
        try y.backward()
        #expect(try x.gradient()?.item() == 12)
        #expect(throws: TensorError.self) { try y.backward() }
    }

    @Test func autocastComputesInSixteenBits() throws {
        let x = try Tensor.ones([1, 2, 4, 4])
        let w = try Tensor.full([2, 2, 3, 3], of: 0.1)
        try w.requireGradient()
        let y = try withAutocast(on: .cpu) { try x.convolved(with: w) }
        #expect(y.type == .bfloat16)
        #expect(try x.convolved(with: w).type == .float32)
        try y.converted(to: .float32).sum().backward()
        #expect(try w.gradient()?.type == .float32)
        // Each weight meets one 1 for each of the 2 × 2 places.
        #expect(try w.gradient()?.values(as: Float.self).allSatisfy { $0 == 4 } == true)
    }
}
