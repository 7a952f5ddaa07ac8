// SPDX-License-Identifier: Apache-2.0

import CLibFuzzer

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
// It ends the process when it is done.
_ = unsafe LLVMFuzzerRunDriver(&argumentCount, &arguments, fuzzOneInput)
