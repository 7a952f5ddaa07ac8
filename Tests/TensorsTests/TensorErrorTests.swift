// SPDX-License-Identifier: Apache-2.0

import Tensors
import Testing

/// An error names the operation, the shapes and the problem, in one line.
struct TensorErrorTests {
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func namesOperationAndShapes() throws {
        let x = try Tensor.zeros([2, 3])
        let y = try Tensor.zeros([4])
        let error = try #require(throws: TensorError.self) { try x + y }
        #expect(error.operation == "sum of two")
        #expect(error.shapes == [[2, 3], [4]])
        #expect(
            error.description
                == """
                sum of two of [2, 3], [4]: The size of tensor a (3) must match the size of tensor b \
                (4) at non-singleton dimension 1
                """)
    }

    @Test func convolutionSaysWhatDoesNotFit() throws {
        let x = try Tensor.zeros([1, 3, 8, 8])
        let w = try Tensor.zeros([4, 2, 3, 3])
        let text = message { _ = try x.convolved(with: w) }
        #expect(text.hasPrefix("convolution of [1, 3, 8, 8], [4, 2, 3, 3]: Given groups=1, weight"))
        #expect(!text.contains("\n"))
        #expect(!text.contains("Exception raised"))
    }

    @Test func ownChecksSpeakTheSameWay() throws {
        #expect(
            message { _ = try Tensor([1.0, 2], shape: [3]) }
                == "a tensor of [3]: 2 numbers do not fill this shape")
        #expect(
            message { _ = try Tensor.zeros([2]).item() }
                == "item of [2]: 2 elements; only a tensor of one is a number")
        #expect(
            message { _ = try Tensor.zeros([4, 2]).slice(1..<5) }
                == "slice of [4, 2]: the range 1..<5 lies outside of axis 0, which has length 4")
        #expect(
            message { _ = try Device(named: "gpu") }
                == "device 'gpu': unknown; name cpu, cuda:0 (or another number) or auto")
        #expect(
            message { _ = try Device(named: "cuda:99") }.contains("this LibTorch finds"))
    }

    @Test func anErrorDoesNotDisturbWhatFollows() throws {
        let x = try Tensor.zeros([2, 3])
        #expect(throws: TensorError.self) { try x.reshaped([5]) }
        #expect(try (x + 1).sum().item() == 6)
    }
}
