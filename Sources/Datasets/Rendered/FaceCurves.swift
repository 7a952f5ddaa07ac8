// SPDX-License-Identifier: Apache-2.0

/// A quadratic Bézier curve cut into eight pieces at equal steps of its parameter.
struct Arc {
    private let points: [SIMD2<Double>]

    init(_ start: SIMD2<Double>, _ control: SIMD2<Double>, _ end: SIMD2<Double>) {
        points = (0...8).map { step in
            let t = Double(step) / 8
            return start * ((1 - t) * (1 - t)) + control * (2 * t * (1 - t)) + end * (t * t)
        }
    }

    /// How far (x, y) is from the nearest piece.
    func distance(_ x: Double, _ y: Double) -> Double {
        var least = Double.infinity
        for index in 1..<points.count {
            least = min(
                least,
                SignedDistance.squareToSegment(x, y, from: points[index - 1], to: points[index]))
        }
        return least.squareRoot()
    }
}

/// The curved lines of a face, which are the same for every pixel.
struct FaceCurves {
    struct Eye {
        let bag: Arc
        let brow: Arc
    }

    let leftEye: Eye
    let rightEye: Eye
    let noseTip: Arc
    let noseBridge: Arc
    let mouth: Arc
    let wrinkles: [Arc]
    /// How far the corners of the mouth lie above its middle, and half its width.
    let smile: Double
    let mouthHalfWidth: Double

    init(_ face: FaceParameters, mouthY: Double, eyeY: Double) {
        func point(_ x: Double, _ y: Double) -> SIMD2<Double> { SIMD2(x, y) }
        func eye(_ side: Double) -> Eye {
            let x = 0.19 * side
            let browY = eyeY - 0.15
            let lift = face.has(.archedEyebrows) ? -0.11 : -0.015
            return Eye(
                bag: Arc(
                    point(x - 0.09, eyeY + 0.10), point(x, eyeY + 0.17),
                    point(x + 0.09, eyeY + 0.10)),
                brow: Arc(
                    point(x - 0.11, browY), point(x, browY + 2 * lift), point(x + 0.11, browY)))
        }
        leftEye = eye(-1)
        rightEye = eye(1)
        let nose = face.has(.bigNose) ? 0.115 : 0.06
        noseTip = Arc(point(-nose, 0.16), point(0, 0.16 + 1.1 * nose), point(nose, 0.16))
        noseBridge = Arc(point(-0.02, -0.02), point(-0.045, 0.08), point(-nose, 0.16))
        smile = face.has(.smiling) ? 0.10 : -0.035
        mouthHalfWidth = face.has(.smiling) ? 0.19 : 0.145
        mouth = Arc(
            point(-mouthHalfWidth, mouthY - smile / 2), point(0, mouthY + smile),
            point(mouthHalfWidth, mouthY - smile / 2))
        wrinkles =
            [-0.36, -0.30].map { y in
                Arc(point(-0.20, y), point(0, y - 0.03), point(0.20, y))
            }
            + [-1.0, 1].map { side in
                Arc(
                    point(0.13 * side, 0.20), point(0.22 * side, 0.26), point(0.24 * side, 0.36))
            }
    }
}
