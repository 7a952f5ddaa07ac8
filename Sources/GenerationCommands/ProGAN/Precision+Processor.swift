// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import GenerativeModels

extension ProGAN.Precision {
    /// Refuses bfloat16 where the processor would have to imitate it, many times slower.
    func requireProcessor() throws(ToolFailure) {
        switch self {
        case .float32: return
        case .bfloat16: try ProcessorCheck.requireBfloat16(for: "--precision bfloat16")
        }
    }
}
