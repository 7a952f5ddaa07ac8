// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

/// The attributes of a rendered face: CelebA's column names, so that one table serves both.
///
/// What they switch on is a convention of drawing and says nothing about people.
enum FaceAttribute: Int, CaseIterable {
    // The first seventeen show in a sketch; they are drawn in this order.
    case fiveOClockShadow, archedEyebrows, bagsUnderEyes, bald, bangs, bigLips, bigNose
    case bushyEyebrows, chubby, eyeglasses, male, mouthSlightlyOpen, narrowEyes, noBeard, ovalFace
    case smiling, young
    // The last six show in colour only.
    case blackHair, blondHair, brownHair, greyHair, paleSkin, rosyCheeks

    static let texture = Array(allCases.prefix(17))
    static let colour = Array(allCases.suffix(6))

    /// CelebA's name for it.
    var name: String {
        [
            "5_o_Clock_Shadow", "Arched_Eyebrows", "Bags_Under_Eyes", "Bald", "Bangs", "Big_Lips",
            "Big_Nose", "Bushy_Eyebrows", "Chubby", "Eyeglasses", "Male", "Mouth_Slightly_Open",
            "Narrow_Eyes", "No_Beard", "Oval_Face", "Smiling", "Young", "Black_Hair", "Blond_Hair",
            "Brown_Hair", "Gray_Hair", "Pale_Skin", "Rosy_Cheeks",
        ][rawValue]
    }

    /// All of them in the order of CelebA's columns, which is that of the names' bytes.
    static let inColumnOrder = allCases.sorted {
        $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }

    /// How often a texture attribute is drawn.
    fileprivate var share: Double {
        [
            0.15, 0.30, 0.25, 0.12, 0.30, 0.30, 0.30, 0.30, 0.25, 0.30, 0.50, 0.40, 0.30, 0.70,
            0.35, 0.50, 0.60,
        ][rawValue]
    }
}

/// What a face and its sketch are drawn from.
struct FaceParameters {
    let attributes: Set<FaceAttribute>
    /// Shift, scale and turn (degrees) of the whole face.
    let shift: SIMD2<Double>
    let scale: Double
    let turn: Double
    /// What the face is wider and taller by, and where eyes and mouth lie off their places.
    let extraWidth: Double
    let extraHeight: Double
    let eyeShift: Double
    let mouthShift: Double
    /// Colours, or what colours are changed by.
    let background: Vector
    let skinShift: Vector
    let hairShift: Vector
    let clothes: Vector

    init(seed: UInt64, index: Int) {
        var generator = SplitMix64(seed: seed, sample: index)
        var drawn: Set<FaceAttribute> = []
        for attribute in FaceAttribute.texture where generator.uniform() < attribute.share {
            drawn.insert(attribute)
        }
        if drawn.contains(.bald) { drawn.remove(.bangs) }
        if !drawn.contains(.male) {
            drawn.insert(.noBeard)
            drawn.remove(.fiveOClockShadow)
            drawn.remove(.bald)
        }
        if !drawn.contains(.noBeard) { drawn.remove(.fiveOClockShadow) }
        if drawn.contains(.chubby) { drawn.remove(.ovalFace) }
        let hair: [FaceAttribute] = [.blackHair, .blondHair, .brownHair, .greyHair]
        let colour = hair[generator.index(below: 4)]
        if !drawn.contains(.bald) { drawn.insert(colour) }
        if generator.uniform() < 0.35 { drawn.insert(.paleSkin) }
        if generator.uniform() < 0.30 { drawn.insert(.rosyCheeks) }
        attributes = drawn
        let x = generator.uniform(-0.04, 0.04)
        shift = SIMD2(x, generator.uniform(-0.04, 0.04))
        scale = generator.uniform(0.94, 1.06)
        turn = generator.uniform(-5, 5)
        extraWidth = generator.uniform(-0.02, 0.02)
        extraHeight = generator.uniform(-0.02, 0.02)
        eyeShift = generator.uniform(-0.015, 0.015)
        mouthShift = generator.uniform(-0.02, 0.02)
        background = generator.colour(0.35, 0.95)
        skinShift = generator.colour(-0.03, 0.03)
        hairShift = generator.colour(-0.04, 0.04)
        clothes = generator.colour(0.1, 0.8)
    }

    func has(_ attribute: FaceAttribute) -> Bool { attributes.contains(attribute) }
}
