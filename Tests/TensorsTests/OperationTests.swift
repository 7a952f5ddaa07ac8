// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Tensors
import Testing

/// Operations against numbers worked out by hand or by the plain definition.
struct OperationTests {
    private let a = [1.0, -2, 3, 0.5]
    private let b = [2.0, 4, -1, 0.25]

    @Test func operatorsWorkElementByElement() throws {
        let (x, y) = (try Tensor(a), try Tensor(b))
        #expect(try (x + y).values() == zip(a, b).map(+))
        #expect(try (x - y).values() == zip(a, b).map(-))
        #expect(try (x * y).values() == zip(a, b).map(*))
        #expect(try (x / y).values() == zip(a, b).map(/))
        #expect(try (x + 1).values() == a.map { $0 + 1 })
        #expect(try (x - 1).values() == a.map { $0 - 1 })
        #expect(try (x * 3).values() == a.map { $0 * 3 })
        #expect(try (x / 4).values() == a.map { $0 / 4 })
        #expect(try (1 + x).values() == a.map { 1 + $0 })
        #expect(try (1 - x).values() == a.map { 1 - $0 })
        #expect(try (3 * x).values() == a.map { 3 * $0 })
        #expect(try (2 / x).values() == a.map { 2 / $0 })
        #expect(try (-x).values() == a.map(-))
        #expect(try maximum(x, y).values() == zip(a, b).map(max))
        #expect(try minimum(x, y).values() == zip(a, b).map(min))
    }

    @Test func wholeNumbersStayWhole() throws {
        let x = try Tensor([1, 2, 3])
        #expect(try (x * 2 + 1).type == .int64)
        #expect(try (x * 2 + 1).values() == [3, 5, 7])
        #expect(try (x * 0.5).type == .float32)
    }

    @Test func comparisonsGiveTruthValues() throws {
        let (x, y) = (try Tensor(a), try Tensor(b))
        #expect(try (x .< y).values() == zip(a, b).map(<))
        #expect(try (x .<= 1).values() == a.map { $0 <= 1 })
        #expect(try (x .> y).values() == zip(a, b).map(>))
        #expect(try (x .>= 3).values() == a.map { $0 >= 3 })
        #expect(try (x .== 0.5).values() == a.map { $0 == 0.5 })
        #expect(try (x .!= y).values() == zip(a, b).map(!=))
        #expect(try (x .> 0).choosing(x, else: y).values() == [1, 4, 3, 0.5])
        #expect(try (.!(x .> 0)).anyHolds())
        #expect(try !(x .> 0).allHold())
        #expect(try ((x .> 0) .& (y .> 0)).values() == [true, false, false, true])
        #expect(try ((x .> 0) .| (y .> 0)).values() == [true, true, true, true])
        #expect(try !Tensor([1, Double.nan]).isFinite().allHold())
    }

    @Test func reductionsGoOverNamedAxes() throws {
        let x = try Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(try x.sum().item() == 21)
        #expect(try x.sum(along: 0).values() == [5, 7, 9])
        #expect(try x.mean(along: 1).values() == [2, 5])
        #expect(try x.mean(along: 1, keepingAxes: true).shape == [2, 1])
        #expect(try x.sum(keepingAxes: true).shape == [1, 1])
        #expect(try x.greatest(along: -1).values() == [3, 6])
        #expect(try x.least().item() == 1)
        #expect(try x.variance(along: 1).values() == [2.0 / 3, 2.0 / 3])
        #expect(try x.variance(along: 1, correction: 1).values() == [1, 1])
        #expect(try Tensor([3.0, 4]).norm().item() == 5)
        #expect(try Tensor([1000.0, 1000]).logSumExp().item() == 1000.6931471805599)
        #expect(try x.indexOfGreatest().values() == [2, 2])
        #expect(try x.indexOfLeast(along: 0).values() == [0, 0, 0])
        #expect(try x.cumulativeSum(along: 1).values() == [1, 3, 6, 4, 9, 15])
        let top = try x.top(2)
        #expect(try top.values.values() == [3, 2, 6, 5])
        #expect(try top.indices.values() == [2, 1, 2, 1])
    }

    @Test func shapesAndPartsAreTaken() throws {
        let x = try Tensor((0..<24).map(Double.init), shape: [2, 3, 4])
        #expect(try x.reshaped([4, -1]).shape == [4, 6])
        #expect(try x.flattened().shape == [2, 12])
        #expect(try x.permuted([2, 0, 1]).shape == [4, 2, 3])
        #expect(try x.insertingAxis(1).shape == [2, 1, 3, 4])
        #expect(try x.insertingAxis(0).removingAxis(0).shape == [2, 3, 4])
        #expect(throws: TensorError.self) { try x.removingAxis(0) }
        #expect(try x.element(1).element(2).values() == [20, 21, 22, 23])
        #expect(try x.slice(1..<3, along: 1).shape == [2, 2, 4])
        #expect(try x.element(0).slice(0..<4, along: 1, step: 3).values() == [0, 3, 4, 7, 8, 11])
        #expect(try x.element(0).elements(Tensor([2, 0])).values() == [8, 9, 10, 11, 0, 1, 2, 3])
        #expect(try x.element(0).element(0).flipped(along: 0).values() == [3, 2, 1, 0])
        #expect(
            try Tensor([1.0, 2], shape: [2, 1]).broadcast(to: [2, 2]).values() == [1, 1, 2, 2])
        let pair = [try Tensor([1.0, 2]), try Tensor([3.0, 4])]
        #expect(try Tensor.concatenated(pair).values() == [1, 2, 3, 4])
        #expect(try Tensor.stacked(pair, along: 1).values() == [1, 3, 2, 4])
        #expect(try Tensor([0, 2]).oneHot(classes: 3).values() == [1, 0, 0, 0, 0, 1])
        let table = try Tensor([1.0, 2, 3, 4], shape: [2, 2])
        #expect(try table.rows(Tensor([1, 1, 0])).values() == [3, 4, 3, 4, 1, 2])
        #expect(try table.gathered(Tensor([1, 0], shape: [2, 1]), along: 1).values() == [2, 3])
    }

    @Test func paddingFollowsItsMode() throws {
        let x = try Tensor([1.0, 2, 3], shape: [1, 1, 1, 3])
        #expect(try x.padded(left: 1, right: 2).values() == [0, 1, 2, 3, 0, 0])
        #expect(try x.padded(left: 2, with: .reflect).values() == [3, 2, 1, 2, 3])
        #expect(try x.padded(left: 2, with: .replicate).values() == [1, 1, 1, 2, 3])
        #expect(try x.padded(left: 2, with: .circular).values() == [2, 3, 1, 2, 3])
        #expect(try x.padded(left: -1).values() == [2, 3])
        #expect(try x.padded(1).shape == [1, 1, 3, 5])
    }

    @Test func poolingAndResamplingByDefinition() throws {
        let x = try Tensor((0..<16).map(Double.init), shape: [1, 1, 4, 4])
        #expect(try x.averagePooled(2).values() == [2.5, 4.5, 10.5, 12.5])
        #expect(try x.maxPooled(2).values() == [5, 7, 13, 15])
        #expect(try x.averagePooled(toSize: 1).values() == [7.5])
        #expect(try x.maxPooled(toSize: 1).values() == [15])
        let corner = try x.averagePooled(3, stride: 1, padding: 1, countingPadding: false)
        #expect(try corner.element(0).element(0).element(0).element(0).item() == 2.5)
        let small = try Tensor([1.0, 2], shape: [1, 1, 1, 2])
        #expect(try small.upsampled(by: 2).values() == [1, 1, 2, 2, 1, 1, 2, 2])
        let wide = Sides(height: 1, width: 4)
        #expect(try small.resized(to: wide, by: .bilinear).values() == [1, 1.25, 1.75, 2])
        #expect(
            try small.resized(to: Sides(height: 1, width: 3), by: .bilinear, aligningCorners: true)
                .values() == [1, 1.5, 2])
        #expect(throws: TensorError.self) {
            try small.resized(to: wide, by: .nearest, aligningCorners: true)
        }
        let channels = try Tensor([1.0, 2, 3, 4], shape: [1, 4, 1, 1])
        #expect(try channels.pixelShuffled(by: 2).shape == [1, 1, 2, 2])
        #expect(try channels.pixelShuffled(by: 2).pixelUnshuffled(by: 2).values() == [1, 2, 3, 4])
    }

    @Test(arguments: [ElementType.float32, .float64])
    func theRectifiedConvolutionIsBothInOne(type: ElementType) throws {
        var generator = SplitMix64(seed: 8)
        let x = try Tensor.normal([2, 6, 9, 11], using: &generator).converted(to: type)
        let bias = try Tensor.normal([4], using: &generator).converted(to: type)
        for (groups, stride, padding) in [(1, 1, Sides(height: 0, width: 1)), (2, 2, 1)] {
            let weight = try Tensor.normal([4, 6 / groups, 3, 3], using: &generator)
                .converted(to: type)
            for input in [x, try x.channelsLast()] {
                let both = try input.convolved(
                    with: weight, bias: bias, stride: Sides(stride), padding: padding,
                    groups: groups
                ).relu()
                let one = try input.convolvedAndRectified(
                    with: weight, bias: bias, stride: Sides(stride), padding: padding,
                    groups: groups)
                #expect(one.shape == both.shape)
                #expect(try (one - both).magnitude().greatest().item() < 1e-5)
                #expect(try both.greatest().item() > 0)
            }
        }
    }

    @Test func convolutionIsTheSumOfProducts() throws {
        let input = (0..<25).map { Double(($0 * 7) % 11) }
        let kernel = (0..<9).map { Double($0) - 4 }
        let x = try Tensor(input, shape: [1, 1, 5, 5])
        let w = try Tensor(kernel, shape: [1, 1, 3, 3])
        var expected: [Double] = []
        for row in 0..<3 {
            for column in 0..<3 {
                var sum = 0.5
                for tap in 0..<9 {
                    sum += input[(row + tap / 3) * 5 + column + tap % 3] * kernel[tap]
                }
                expected.append(sum)
            }
        }
        #expect(try x.convolved(with: w, bias: Tensor([0.5])).values() == expected)
        // ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩
        let y = try Tensor((0..<9).map { Double(($0 * 5) % 7) }, shape: [1, 1, 3, 3])
        let left = try (x.convolved(with: w) * y).sum().item()
        #expect(try (x * y.transposeConvolved(with: w)).sum().item() == left)
        #expect(
            try y.transposeConvolved(with: w, stride: 2, outputPadding: 1).shape == [1, 1, 8, 8])
    }

    @Test func matrixProductsBatch() throws {
        let x = try Tensor([1.0, 2, 3, 4], shape: [2, 2])
        #expect(try x.matrixProduct(x).values() == [7, 10, 15, 22])
        #expect(try x.linear(weight: x, bias: Tensor([1.0, 0])).values() == [6, 11, 12, 25])
        #expect(try Tensor.ones([5, 2, 3]).matrixProduct(Tensor.ones([3, 4])).shape == [5, 2, 4])
    }

    @Test func normalisationsCentreAndScale() throws {
        let x = try Tensor((0..<16).map { Double(($0 * 5) % 9) }, shape: [2, 2, 2, 2])
        let centred = try x - x.mean(along: 0, 2, 3, keepingAxes: true)
        let variance = try x.variance(along: 0, 2, 3, keepingAxes: true)
        let expected = try (centred / (variance + 1e-5).squareRoot()).values(as: Double.self)
        let mean = try Tensor.zeros([2], type: .float64)
        let spread = try Tensor.ones([2], type: .float64)
        let found = try x.batchNormalised(
            runningMean: mean, runningVariance: spread, isTraining: true
        ).values(as: Double.self)
        for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-12) }
        let means = try x.mean(along: 0, 2, 3).values(as: Double.self)
        for (a, b) in zip(try mean.values(as: Double.self), means) {
            #expect(abs(a - 0.1 * b) < 1e-12)
        }
        #expect(
            try x.groupNormalised(groups: 1).mean(along: 1, 2, 3).magnitude().sum().item() < 1e-9)
        #expect(try x.layerNormalised(axes: 2).mean(along: 2, 3).magnitude().sum().item() < 1e-9)
    }

    @Test func writingInPlace() throws {
        let x = try Tensor([1.0, 2])
        try x.accumulate(Tensor([10.0, 20]), scaledBy: 0.5)
        #expect(try x.values() == [6, 12])
        try x.scale(by: 2)
        #expect(try x.values() == [12, 24])
        try x.move(towards: Tensor([0.0, 0]), by: 0.25)
        #expect(try x.values() == [9, 18])
        try x.assign(Tensor([1, 2]))
        #expect(try x.values() == [1.0, 2])
        try x.fill(with: 3)
        #expect(try x.values() == [3.0, 3])
        try x.requireGradient()
        #expect(throws: TensorError.self) { try x.fill(with: 4) }
        try withoutGradient { try x.fill(with: 4) }
        #expect(try x.values() == [4.0, 4])
    }
}
