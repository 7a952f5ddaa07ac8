// SPDX-License-Identifier: Apache-2.0

// Strengthens the two finest bands of landscape.png.

import Foundation
import ImageFiles
import Pyramids
import Raster

let file = try ImageFileReader().read(URL(filePath: "landscape.png"))
let executor = ImageExecutor(.mirror101)
let pyramid = LaplacianPyramid(decomposing: file.image, levels: 5, by: executor)
let crisper = pyramid.collapsed(by: executor, gains: [1.6, 1.3])
try ImageFileWriter.write(crisper, to: URL(filePath: "crisper.png"), as: .png8())
