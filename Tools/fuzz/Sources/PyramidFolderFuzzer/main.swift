// SPDX-License-Identifier: Apache-2.0

import CLibFuzzer

// libFuzzer's corpus folder is its first argument that is no option; it starts from the manifests of
// the pyramids that are on disk here.
if let corpus = CommandLine.arguments.dropFirst().first(where: { !$0.hasPrefix("-") }) {
    SeedPyramids.shared.writeManifests(to: corpus)
}

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
// It ends the process when it is done.
_ = unsafe LLVMFuzzerRunDriver(&argumentCount, &arguments, fuzzOneInput)
