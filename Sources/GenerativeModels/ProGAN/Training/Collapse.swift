// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// Whether scores say that the generator makes nearly the same image again and again.
    ///
    /// The images of a collapsed generator resemble each other more than reals do, which the MS-SSIM of
    /// random pairs measures (Odena et al. 2017, section 4.2; Karras et al. 2018, section 5).
    public enum CollapseAlarm {
        /// How far above the reals' the MS-SSIM of generated images may be.
        public static let margin = 0.1

        /// Whether the alarm is raised; scores without an MS-SSIM raise none.
        public static func isRaised(by scores: [(name: String, value: Double)]) -> Bool {
            guard let fakes = scores.first(where: { $0.name == "ms_ssim" })?.value,
                let reals = scores.first(where: { $0.name == "ms_ssim_reals" })?.value
            else { return false }
            return fakes > reals + margin
        }
    }
}
