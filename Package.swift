// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackageDescription

// Every target is compiled with the same rules. The two upcoming features keep
// a C import from leaking into a public signature unnoticed; strict memory
// safety makes each use of a pointer say `unsafe`.
let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
    ]
    + (Context.environment["PYRAMIDION_WARNINGS_AS_ERRORS"] == nil
        ? [] : [.treatAllWarnings(as: .error)])

// Pixel loops are compiled for AVX2, which every x86-64 server and laptop since
// 2013 has; without it the pyramid runs at half speed. `CommandSupport` checks
// for it before a tool does any work. Other processors need no flag.
#if arch(x86_64)
    let pixelLoops: [SwiftSetting] = strict + [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
#else
    let pixelLoops: [SwiftSetting] = strict
#endif

// A module of the library. Those with pixel loops are compiled for AVX2.
func module(_ name: String, _ dependencies: [Target.Dependency], pixelLoops loops: Bool = false)
    -> Target
{
    .target(
        name: name, dependencies: dependencies, swiftSettings: loops ? pixelLoops : strict)
}

// A command-line tool: three lines in Tools/<name>/main.swift over a command library.
func tool(_ name: String, _ commands: String) -> Target {
    .executableTarget(
        name: name, dependencies: [.byName(name: commands), "CommandSupport"],
        path: "Tools/\(name)", swiftSettings: strict)
}

// A program that a script in Tools/benchmarks takes timings from.
func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Tools/benchmarks/\(name)",
        swiftSettings: strict)
}

// LibTorch, the engine of the networks: the folder that LIBTORCH names or the one that Tools/setup
// fills. Where there is neither, the targets over it are left out and all others build.
//
// This is the one place for its paths. The run path is given to the linker here because a program
// that finds another LibTorch ends before `main`; installed tools find it beside themselves first.
struct LibTorch {
    let folder: String

    init?() {
        folder = Context.environment["LIBTORCH"] ?? Context.packageDirectory + "/.tools/libtorch"
        let header = folder + "/include/ATen/ATen.h"
        guard FileManager.default.fileExists(atPath: header) else { return nil }
    }

    var compiling: [CXXSetting] {
        let include = folder + "/include"
        return [
            .unsafeFlags(["-isystem", include, "-isystem", include + "/torch/csrc/api/include"]),
            .unsafeFlags(["-Wall", "-Wextra"]),
            .define("AT_PER_OPERATOR_HEADERS"),
        ]
    }

    var linking: [LinkerSetting] {
        let library = folder + "/lib"
        #if os(macOS)
            let besideTool = "@loader_path/../lib/pyramidion"
        #else
            let besideTool = "$ORIGIN/../lib/pyramidion"
        #endif
        let runPaths = [besideTool, library]
            .flatMap { ["-Xlinker", "-rpath", "-Xlinker", $0] }
        let names = ["c10", "torch_cpu", "torch"]
        let hasCUDA = FileManager.default.fileExists(atPath: library + "/libtorch_cuda.so")
        // Nothing calls the CUDA library by name; it registers its kernels when it is loaded.
        let kernels = hasCUDA ? ["-Xlinker", "--no-as-needed", "-ltorch_cuda"] : []
        return [.unsafeFlags(["-L" + library] + runPaths + kernels)]
            + names.map { .linkedLibrary($0) }
    }
}

// The tests of a module.
func tests(_ module: String, _ more: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: module + "Tests", dependencies: [.byName(name: module)] + more,
        swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

// The documentation plugin is for `make docs` alone: without the variable nobody
// who depends on this package fetches it.
let documentation: [Package.Dependency] =
    Context.environment["PYRAMIDION_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin.git", from: "1.5.0")]

let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

// The right half of the package: all that stands on LibTorch.
func networks(on libTorch: LibTorch) -> [Target] {
    [
        .target(
            name: "CTorchShim", cxxSettings: libTorch.compiling, linkerSettings: libTorch.linking),
        module("Tensors", ["CTorchShim", "Raster", "SeededRandom"]),
        benchmark("TensorBench", ["Layers", "Raster", "Tensors", "Training"]),
        tests("Tensors", ["Raster", "SeededRandom", "TestSupport"]),
        module("Layers", ["SeededRandom", "Tensors"]),
        tests("Layers", ["SeededRandom", "Tensors", "TestSupport"]),
        module(
            "Training",
            ["Datasets", "ImageFiles", "Layers", "Raster", "SeededRandom", "Tensors"]),
        tests(
            "Training",
            [
                "Datasets", "ImageFiles", "Layers", "Raster", "SeededRandom", "Tensors",
                "TestSupport",
            ]),
        module("TensorPyramids", ["Pyramids", "Raster", "Tensors"]),
        tests("TensorPyramids", ["Layers", "Pyramids", "Raster", "Tensors", "TestSupport"]),
        module(
            "Classifiers",
            [
                "Datasets", "ImageFiles", "InceptionScoring", "Layers", "Raster", "Scoring",
                "SeededRandom", "Tensors", "Training",
            ]),
        benchmark(
            "ClassifierBench", ["Classifiers", "Datasets", "InceptionScoring", "Raster"]),
        tests(
            "Classifiers",
            [
                "Datasets", "InceptionScoring", "Layers", "Raster", "Scoring", "SeededRandom",
                "Tensors", "TestSupport", "Training",
            ]),
        module(
            "GenerativeModels",
            [
                "Datasets", "ImageFiles", "InceptionScoring", "Layers", "Pyramids", "Raster",
                "Scoring", "SeededRandom", "SlicedWassersteinDistance", "StructuralSimilarity",
                "TensorPyramids", "Tensors", "Training",
            ]),
        tests(
            "GenerativeModels",
            [
                "Datasets", "ImageFiles", "Layers", "Pyramids", "Raster", "Scoring",
                "SeededRandom", "SlicedWassersteinDistance", "TensorPyramids", "Tensors",
                "TestSupport", "Training",
            ]),
        tool("lapgan", "GenerationCommands"),
        tool("progan", "GenerationCommands"),
        benchmark(
            "ProGANBench",
            ["Datasets", "GenerativeModels", "Pyramids", "Raster", "Tensors", "Training"]),
    ]
}

// The commands of the right half. Without LibTorch those of the generators are left out, and
// NETWORKS is not defined for the others.
func generationCommands(on libTorch: LibTorch?) -> Target {
    let always: [Target.Dependency] = [
        "CommandSupport", "Datasets", "ImageFiles", "InceptionScoring", "Raster", "Scoring",
        "SeededRandom", argumentParser,
    ]
    let networks: [Target.Dependency] = [
        "Classifiers", "GenerativeModels", "Layers", "Pyramids", "Tensors", "Training",
    ]
    return .target(
        name: "GenerationCommands", dependencies: always + (libTorch == nil ? [] : networks),
        exclude: libTorch == nil ? ["LAPGAN", "ProGAN", "Runs"] : [],
        swiftSettings: strict + (libTorch == nil ? [] : [.define("NETWORKS")]))
}

// The tests of these commands, where NETWORKS says the same.
func generationCommandTests(on libTorch: LibTorch?) -> Target {
    .testTarget(
        name: "GenerationCommandsTests",
        dependencies: [
            "CommandSupport", "Datasets", "GenerationCommands", "ImageFiles", "InceptionScoring",
            "Raster", "Scoring", "TestSupport", argumentParser,
        ], swiftSettings: strict + (libTorch == nil ? [] : [.define("NETWORKS")]))
}

let libTorch = LibTorch()
let networkProducts: [Product] =
    libTorch == nil
    ? []
    : ["Tensors", "Layers", "TensorPyramids", "Training", "Classifiers", "GenerativeModels"].map {
        .library(name: $0, targets: [$0])
    }

let package = Package(
    name: "pyramidion",
    products: [
        .library(name: "Raster", targets: ["Raster"]),
        .library(name: "SeededRandom", targets: ["SeededRandom"]),
        .library(name: "Spectral", targets: ["Spectral"]),
        .library(name: "Pyramids", targets: ["Pyramids"]),
        .library(name: "Scoring", targets: ["Scoring"]),
        .library(name: "StructuralSimilarity", targets: ["StructuralSimilarity"]),
        .library(name: "InceptionScoring", targets: ["InceptionScoring"]),
        .library(name: "ImageFiles", targets: ["ImageFiles"]),
        .library(name: "PyramidFiles", targets: ["PyramidFiles"]),
        .library(name: "Datasets", targets: ["Datasets"]),
        .library(
            name: "SlicedWassersteinDistance", targets: ["SlicedWassersteinDistance"]),
    ] + networkProducts,
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-numerics.git", from: "1.1.1"),
    ] + documentation,
    targets: [
        // Floor 0: C
        .systemLibrary(
            name: "CFFTW", pkgConfig: "fftw3f",
            providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(
            name: "CBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CPNGShim", dependencies: ["CPNG"], linkerSettings: [.linkedLibrary("z")]),
        .target(name: "CProcessorFeatures"),
        .target(name: "CPrefetch"),

        // Floor 1: values
        module("Raster", [], pixelLoops: true),
        module("SeededRandom", []),

        // Floor 2: engines
        module("Archives", ["CZlib"]),
        module("Spectral", ["CFFTW", "Raster"], pixelLoops: true),
        module("ImageFiles", ["CJPEG", "CPNGShim", "Raster"], pixelLoops: true),

        // Floor 3: operators
        module("Pyramids", ["Raster", "Spectral"], pixelLoops: true),
        module("Scoring", ["Raster"]),
        module("Datasets", ["Archives", "ImageFiles", "Raster", "SeededRandom"], pixelLoops: true),

        // Floor 4: methods
        module("PyramidFiles", ["ImageFiles", "Pyramids", "Raster", "Spectral"]),
        module(
            "StructuralSimilarity", ["Raster", "Scoring", "SeededRandom"], pixelLoops: true),
        module(
            "SlicedWassersteinDistance",
            ["CPrefetch", "Pyramids", "Raster", "Scoring", "SeededRandom"],
            pixelLoops: true),

        module(
            "InceptionScoring",
            ["Archives", "CBLAS", "ImageFiles", "Raster", "Scoring", "SeededRandom"],
            pixelLoops: true),

        // Floor 5: what the tools share
        module(
            "CommandSupport",
            [
                "CProcessorFeatures", "Datasets", "Raster", "Scoring", argumentParser, realModule,
            ]),

        // Floor 6: commands
        module(
            "ImageCommands",
            [
                "CommandSupport", "Datasets", "ImageFiles", "PyramidFiles", "Pyramids", "Raster",
                "Scoring", "SeededRandom", "SlicedWassersteinDistance", "Spectral",
                "StructuralSimilarity", argumentParser,
            ]),

        generationCommands(on: libTorch),

        // Floor 7: tools
        tool("dataset", "ImageCommands"),
        tool("pyramid", "ImageCommands"),
        tool("ms-ssim", "ImageCommands"),
        tool("swd", "ImageCommands"),
        tool("inception-score", "GenerationCommands"),

        benchmark(
            "SimilarityBench", ["ImageFiles", "Raster", "Scoring", "StructuralSimilarity"]),
        benchmark("InceptionBench", ["InceptionScoring", "Raster"]),
        benchmark("PyramidBench", ["ImageFiles", "Pyramids", "Raster"]),
        benchmark(
            "SlicedWassersteinBench",
            ["Datasets", "ImageFiles", "Raster", "SeededRandom", "SlicedWassersteinDistance"]),
        benchmark("SpectralBench", ["Pyramids", "Raster", "Spectral"]),

        .target(
            name: "TestSupport", dependencies: ["Raster"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("Raster", ["TestSupport"]),
        tests("SeededRandom", ["TestSupport"]),
        tests("ImageFiles", ["Raster", "TestSupport"]),
        tests("TestSupport"),
        tests("Spectral", ["Raster", "TestSupport"]),
        tests("Pyramids", ["Raster", "Spectral", "TestSupport"]),
        tests("Scoring"),
        tests("StructuralSimilarity", ["Raster", "Scoring", "TestSupport"]),
        tests("SlicedWassersteinDistance", ["Raster", "SeededRandom", "TestSupport"]),
        tests("PyramidFiles", ["ImageFiles", "Pyramids", "Raster", "TestSupport"]),
        tests(
            "ImageCommands",
            [
                "CommandSupport", "Datasets", "ImageFiles", "PyramidFiles", "Raster", "TestSupport",
                argumentParser,
            ]),
        tests("Datasets", ["ImageFiles", "Raster", "SeededRandom", "TestSupport"]),
        tests("CommandSupport", ["Raster", argumentParser]),
        tests(
            "InceptionScoring", ["ImageFiles", "Raster", "Scoring", "SeededRandom", "TestSupport"]),
        generationCommandTests(on: libTorch),
    ] + (libTorch.map(networks) ?? []),
    cxxLanguageStandard: .cxx20
)
