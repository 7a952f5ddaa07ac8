// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Testing

@testable import ImageCommands

@Suite struct OutputPlanTests {
    private func plan(
        _ paths: [String], isBatch: Bool = true, output: String?, suffix: String = ".pyramid"
    ) -> OutputPlan {
        OutputPlan(
            paths.map { InputFile(path: "in/\($0)", relativePath: $0) }, isBatch: isBatch,
            output: output, suffix: suffix)
    }

    @Test(
        arguments: [
            (["a.png"], "out", ["out/a.pyramid"]),
            (["a.png"], "out/", ["out/a.pyramid"]),
            (["a.png"], nil, ["a.pyramid"]),
            (
                ["a.png", "a.jpg", "b.png"], "out",
                ["out/a.png.pyramid", "out/a.jpg.pyramid", "out/b.pyramid"]
            ),
            (["x/a.png", "y/a.png"], "out", ["out/x/a.pyramid", "out/y/a.pyramid"]),
            (
                ["x.y/a", ".hidden", "b.c.png"], "o",
                ["o/x.y/a.pyramid", "o/.hidden.pyramid", "o/b.c.pyramid"]
            ),
        ] as [([String], String?, [String])])
    func outputsLieBelowTheFolder(_ paths: [String], _ output: String?, _ expected: [String]) {
        let plan = plan(paths, output: output)
        #expect(plan.items.map(\.output) == expected)
        #expect(plan.items.map(\.input.relativePath) == paths)
        #expect(plan.problems.isEmpty)
    }

    @Test func oneNamedFileGoesWhereItIsTold() {
        #expect(plan(["a.png"], isBatch: false, output: "b").items.map(\.output) == ["b"])
        #expect(plan(["a.png"], isBatch: false, output: nil).items.map(\.output) == ["a.pyramid"])
    }

    @Test func noTwoInputsHaveOneOutput() {
        let plan = plan(["a.png", "a.jpg", "a.png.jpg"], output: "o")
        #expect(plan.items.map(\.output) == ["o/a.png.pyramid", "o/a.jpg.pyramid"])
        #expect(
            plan.problems.map(\.message) == [
                "in/a.png.jpg: its output would be o/a.png.pyramid, which is that of in/a.png; name "
                    + "the folder above both, or run the tool for each"
            ])
    }
}

@Suite struct NumberListTests {
    @Test(
        arguments: [
            ("1.5,1.2,1", [1.5, 1.2, 1]), ("0", [0]), ("-2,1e3", [-2, 1000]),
        ] as [(String, [Float])])
    func numbersAreSeparatedByCommas(_ text: String, _ values: [Float]) {
        #expect(NumberList(argument: text)?.values == values)
    }

    @Test(arguments: ["", ",", "1,", "1, 2", "1;2", "nan", "1,inf", "x"])
    func allElseIsRefused(_ text: String) {
        #expect(NumberList(argument: text) == nil)
    }
}
