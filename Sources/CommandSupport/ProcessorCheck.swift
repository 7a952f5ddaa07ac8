// SPDX-License-Identifier: Apache-2.0

internal import CProcessorFeatures

/// Whether this machine can run the pixel loops, which are compiled for AVX2 on x86-64.
///
/// Without the check a tool would die of an illegal instruction, with no word of why. On other
/// processors nothing is missing.
package enum ProcessorCheck {
    /// Refuses to go on where an instruction that the loops are made of is missing.
    ///
    /// - Throws: A failure that names what the processor lacks.
    package static func requireSupportedProcessor() throws(ToolFailure) {
        if let message = message(missingFeatures: CProcessorFeaturesMissing()) {
            throw ToolFailure(message)
        }
    }

    /// Refuses an option where the processor has no instructions for bfloat16.
    ///
    /// - Parameters:
    ///   - option: What was asked for.
    ///   - isAvailable: Whether it has them.
    /// - Throws: A failure that says so.
    package static func requireBfloat16(
        for option: String, isAvailable: Bool = hasBfloat16
    ) throws(ToolFailure) {
        guard !isAvailable else { return }
        throw ToolFailure(
            "\(option): this processor has no instructions for bfloat16 (AVX512_BF16 on x86-64, BF16 "
                + "on Arm); leave the option out")
    }

    /// Whether the processor multiplies numbers of 16 bits, 8 of them digits.
    package static var hasBfloat16: Bool { CProcessorHasBfloat16() }

    /// The sentence for a set of missing features, or `nil` if none is missing.
    static func message(missingFeatures bits: UInt32) -> String? {
        let names: [(bit: Int, name: String)] = [
            (CProcessorFeatureAVX2, "AVX2"), (CProcessorFeatureFMA, "FMA"),
            (CProcessorFeatureBMI2, "BMI2"), (CProcessorFeatureF16C, "F16C"),
            (CProcessorFeatureLZCNT, "LZCNT"), (CProcessorFeatureMOVBE, "MOVBE"),
        ].map { (Int($0.0), $0.1) }
        let missing = names.filter { Int(bits) & $0.bit != 0 }.map(\.name)
        guard !missing.isEmpty else { return nil }
        return "this processor lacks \(missing.joined(separator: ", ")); on x86-64, a processor of "
            + "the level x86-64-v3 is needed (made since about 2013)"
    }
}
