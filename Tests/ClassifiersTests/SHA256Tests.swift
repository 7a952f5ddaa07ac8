// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Classifiers

struct SHA256Tests {
    /// FIPS 180-4's own examples and one that fills blocks exactly.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 128),
            "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"
        ),
    ])
    func digestsAreTheStandards(text: String, digest: String) {
        var whole = SHA256()
        whole.update(Array(text.utf8))
        #expect(whole.finish() == digest)
        // Byte by byte, so that blocks are filled in every way.
        var parts = SHA256()
        for byte in text.utf8 { parts.update([byte]) }
        #expect(parts.finish() == digest)
    }
}
