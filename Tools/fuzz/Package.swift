// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// Apart from the main package, because it links only with the sanitizers on: see `run`.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "pyramidion", path: "../..")],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "ImageFileFuzzer",
            dependencies: ["CLibFuzzer", .product(name: "ImageFiles", package: "pyramidion")],
            swiftSettings: [.strictMemorySafety(), .swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "PyramidFolderFuzzer",
            dependencies: [
                "CLibFuzzer", .product(name: "ImageFiles", package: "pyramidion"),
                .product(name: "PyramidFiles", package: "pyramidion"),
                .product(name: "Raster", package: "pyramidion"),
            ],
            swiftSettings: [.strictMemorySafety(), .swiftLanguageMode(.v6)]),
    ]
)
