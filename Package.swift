// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

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

let package = Package(
    name: "pyramidion",
    products: [
        .library(name: "Raster", targets: ["Raster"]),
        .library(name: "Pyramids", targets: ["Pyramids"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2")
    ],
    targets: [
        // Floor 0: C
        .target(name: "CProcessorFeatures"),

        // Floor 1: values
        .target(name: "Raster", swiftSettings: pixelLoops),

        // Floor 3: operators
        .target(name: "Pyramids", dependencies: ["Raster"], swiftSettings: pixelLoops),

        // Timings for the scripts in Tools/benchmarks
        .executableTarget(
            name: "PyramidBench", dependencies: ["Pyramids", "Raster"],
            path: "Tools/benchmarks/PyramidBench", swiftSettings: strict),

        // Floor 5: what the tools share
        .target(
            name: "CommandSupport",
            dependencies: [
                "CProcessorFeatures", "Raster",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .testTarget(
            name: "CommandSupportTests",
            dependencies: [
                "CommandSupport", "Raster",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(name: "RasterTests", dependencies: ["Raster"], swiftSettings: strict),
        .testTarget(
            name: "PyramidsTests", dependencies: ["Pyramids", "Raster"], swiftSettings: strict),
    ]
)
