// SPDX-License-Identifier: Apache-2.0

internal import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A face in colour and its line sketch, drawn together from the same parameters.
///
/// Each pixel runs through the same list of shapes from back to front. A fill covers the colour and
/// erases the sketch's lines below it; a stroke draws in the sketch alone.
struct FaceRenderer {
    private static let lineWidth = 0.035
    private static let dotColour = Vector(0.35, 0.36, 0.42)

    private let face: FaceParameters
    private let size: ImageSize
    private let skin: Vector
    private let hair: Vector
    private let dark: Vector
    private let brow: Vector
    private let halfWidth: Double
    private let halfHeight: Double
    private let mouthY: Double
    private let eyeY: Double
    private let sine: Double
    private let cosine: Double
    private let curves: FaceCurves
    private let isMale: Bool
    private let isBald: Bool
    private let hasBangs: Bool

    init(_ face: FaceParameters, side: Int) {
        self.face = face
        size = ImageSize(width: side, height: side)
        skin =
            (face.has(.paleSkin) ? Vector(0.96, 0.84, 0.76) : Vector(0.82, 0.62, 0.48))
            + face.skinShift
        let hairColours: [(FaceAttribute, Vector)] = [
            (.blackHair, Vector(0.08, 0.07, 0.07)), (.blondHair, Vector(0.90, 0.78, 0.42)),
            (.brownHair, Vector(0.42, 0.26, 0.14)), (.greyHair, Vector(0.66, 0.66, 0.67)),
        ]
        let chosen = hairColours.first { face.has($0.0) }?.1
        hair = ((chosen ?? Vector(0.35, 0.25, 0.2)) + face.hairShift).clipped
        dark = 0.45 * skin
        brow = chosen == nil ? dark : 0.7 * hair
        halfWidth =
            0.46 + face.extraWidth + (face.has(.chubby) ? 0.10 : 0)
            - (face.has(.ovalFace) ? 0.05 : 0)
        halfHeight =
            0.60 + face.extraHeight + (face.has(.ovalFace) ? 0.06 : 0)
            - (face.has(.chubby) ? 0.03 : 0)
        mouthY = 0.36 + face.mouthShift
        eyeY = -0.06 + face.eyeShift
        sine = sin(face.turn.radians)
        cosine = cos(face.turn.radians)
        curves = FaceCurves(face, mouthY: mouthY, eyeY: eyeY)
        isMale = face.has(.male)
        isBald = face.has(.bald)
        hasBangs = face.has(.bangs)
    }

    /// Red, green, blue and the sketch, each in 0…1.
    func draw() -> Canvas {
        Canvas(size, channelCount: 4) { column, row in
            let across = (Double(column) + 0.5) / Double(size.width) * 2 - 1 - face.shift.x
            let down = (Double(row) + 0.5) / Double(size.height) * 2 - 1 - face.shift.y
            var ink = FaceInk(background: face.background, pixel: 2 / Double(size.width))
            draw(
                &ink, (across * cosine + down * sine) / face.scale,
                (-across * sine + down * cosine) / face.scale)
            let colour = ink.colour.clipped
            return [colour.x, colour.y, colour.z, ink.sketch.clipped]
        }
    }

    private func draw(_ ink: inout FaceInk, _ x: Double, _ y: Double) {
        let line = Self.lineWidth
        func ellipse(_ cx: Double, _ cy: Double, _ a: Double, _ b: Double) -> Double {
            SignedDistance.ellipse(x - cx, y - cy, a, b)
        }
        func box(_ cx: Double, _ cy: Double, _ hx: Double, _ hy: Double) -> Double {
            SignedDistance.box(x - cx, y - cy, halfWidth: hx, halfHeight: hy)
        }
        func outlined(_ distance: Double, _ colour: Vector, _ width: Double) {
            ink.fill(distance, colour)
            ink.stroke(distance, width)
        }

        if !isBald {
            let back =
                isMale
                ? ellipse(0, -0.22, halfWidth + 0.10, 0.58)
                : min(
                    ellipse(0, -0.20, halfWidth + 0.16, 0.62),
                    box(0, 0.30, halfWidth + 0.06, 0.48) - 0.06)
            outlined(back, hair, line)
        }
        outlined(ellipse(0, 1.18, isMale ? 0.80 : 0.68, 0.36), face.clothes, line)
        outlined(box(0, 0.66, isMale ? 0.20 : 0.15, 0.24), 0.9 * skin, line)
        for side in [-1.0, 1] {
            outlined(ellipse(side * (halfWidth + 0.02), 0.05, 0.07, 0.12), 0.95 * skin, line)
        }
        var outline = ellipse(0, 0.06, halfWidth, halfHeight)
        if isMale {
            outline = min(
                outline, max(box(0, 0.24, 0.72 * halfWidth, 0.30) - 0.08, outline - 0.05))
        }
        outlined(outline, skin, line)
        drawCheeks(&ink, x, y, outline: outline)
        drawBeard(&ink, x, y, outline: outline)
        for side in [-1.0, 1] { drawEye(&ink, x, y, side: side) }
        drawNoseAndMouth(&ink, x, y)
        if !face.has(.young) {
            for curve in curves.wrinkles {
                ink.paint(curve.distance(x, y), 0.6 * line, dark, strength: 0.7)
            }
        }
        drawFrontHair(&ink, x, y, outline: outline)
        if face.has(.eyeglasses) { drawGlasses(&ink, x, y) }
    }

    private func drawCheeks(_ ink: inout FaceInk, _ x: Double, _ y: Double, outline: Double) {
        guard face.has(.rosyCheeks) else { return }
        for side in [-1.0, 1] {
            let (dx, dy) = ((x - side * 0.25) / 0.10, (y - 0.22) / 0.08)
            let weight = 0.55 * exp(-(dx * dx + dy * dy)) * ink.cover(outline)
            ink.tint(Vector(0.92, 0.36, 0.36), weight)
        }
    }

    private func drawBeard(_ ink: inout FaceInk, _ x: Double, _ y: Double, outline: Double) {
        func around(_ top: Double, _ slope: Double, _ a: Double, _ b: Double) -> Double {
            max(
                outline, -(y - (top - slope * abs(x))),
                -SignedDistance.ellipse(x, y - mouthY, a, b))
        }
        if !face.has(.noBeard) {
            let beard = around(0.26, 0.5, 0.20, 0.09)
            ink.fill(beard, 0.85 * hair)
            ink.stroke(beard, Self.lineWidth)
            let hatch = abs((x / 0.09 + 0.5 * y / 0.09).fraction - 0.5) * 0.09
            ink.sketch *= 1 - 0.5 * ink.cover(beard) * ink.cover(hatch - 0.012)
        }
        if face.has(.fiveOClockShadow) {
            let shadow = around(0.24, 0.3, 0.18, 0.07)
            ink.tint(Self.dotColour, 0.35 * ink.cover(shadow))
            let (gx, gy) = ((x / 0.08).fraction * 0.08 - 0.04, (y / 0.08).fraction * 0.08 - 0.04)
            ink.sketch *= 1 - 0.6 * ink.cover(shadow) * ink.cover(SIMD2(gx, gy).norm - 0.012)
        }
    }

    private func drawEye(_ ink: inout FaceInk, _ x: Double, _ y: Double, side: Double) {
        let line = Self.lineWidth
        let (dx, dy) = (x - 0.19 * side, y - eyeY)
        let eye = SignedDistance.ellipse(dx, dy, 0.095, face.has(.narrowEyes) ? 0.028 : 0.062)
        ink.fill(eye, Vector(repeating: 0.97))
        ink.stroke(eye, 0.8 * line)
        let iris = ink.cover(max(SignedDistance.ellipse(dx, dy, 0.045, 0.045), eye))
        ink.tint(Vector(0.18, 0.14, 0.12), iris)
        ink.sketch *= 1 - 0.85 * iris
        let eyeCurves = side < 0 ? curves.leftEye : curves.rightEye
        if face.has(.bagsUnderEyes) { ink.paint(eyeCurves.bag.distance(x, y), 0.8 * line, dark) }
        ink.paint(
            eyeCurves.brow.distance(x, y), face.has(.bushyEyebrows) ? 0.085 : 0.04, brow)
    }

    private func drawNoseAndMouth(_ ink: inout FaceInk, _ x: Double, _ y: Double) {
        let line = Self.lineWidth
        ink.paint(curves.noseTip.distance(x, y), line, dark)
        ink.paint(curves.noseBridge.distance(x, y), 0.7 * line, dark, strength: 0.6)
        let mouth = curves.mouth.distance(x, y)
        let lips = face.has(.bigLips) ? 0.085 : 0.045
        ink.paint(mouth, lips, Vector(0.75, 0.32, 0.32), strength: 0.55)
        ink.stroke(mouth - lips / 2, 0.6 * line, strength: 0.7)
        if face.has(.mouthSlightlyOpen) {
            let opening = SignedDistance.ellipse(
                x, y - (mouthY + 0.35 * curves.smile), 0.62 * curves.mouthHalfWidth, 0.05)
            ink.fill(opening, Vector(0.22, 0.05, 0.06))
            ink.sketch *= 1 - 0.95 * ink.cover(opening)
        } else {
            ink.paint(mouth, 0.6 * line, Vector(0.35, 0.10, 0.10))
        }
    }

    private func drawFrontHair(_ ink: inout FaceInk, _ x: Double, _ y: Double, outline: Double) {
        guard !isBald else { return }
        let start = hasBangs ? -0.30 : isMale ? -0.50 : -0.40
        let hairLine = start + (hasBangs ? 0 : 0.35 * x * x)
        let cap = min(outline, SignedDistance.ellipse(x, y + 0.22, halfWidth + 0.10, 0.58))
        ink.fill(max(cap, y - hairLine), hair)
        // Far away where there is no forehead to draw the line on.
        ink.stroke(outline < 0.02 ? abs(y - hairLine) : 9, Self.lineWidth)
        guard hasBangs else { return }
        let strand = abs((x / 0.11).fraction - 0.5) * 0.11
        let mask =
            ink.cover(max(outline, y - start, -(y + 0.52))) * ink.cover(strand - 0.014)
        ink.sketch *= 1 - 0.7 * mask
        ink.colour *= 1 - 0.35 * mask
    }

    private func drawGlasses(_ ink: inout FaceInk, _ x: Double, _ y: Double) {
        let colour = Vector(0.05, 0.05, 0.08)
        let width = 1.1 * Self.lineWidth
        for side in [-1.0, 1] {
            ink.paint(abs(SIMD2(x - side * 0.20, y - eyeY).norm - 0.15), width, colour)
        }
        func bar(_ start: SIMD2<Double>, _ end: SIMD2<Double>) {
            ink.paint(SignedDistance.segment(x, y, from: start, to: end), width, colour)
        }
        bar(SIMD2(-0.05, eyeY), SIMD2(0.05, eyeY))
        for side in [-1.0, 1] {
            bar(SIMD2(side * 0.35, eyeY), SIMD2(side * (halfWidth + 0.02), eyeY - 0.02))
        }
    }
}
