// SPDX-License-Identifier: Apache-2.0

/// Networks that grow: Karras, Aila, Laine and Lehtinen, "Progressive growing of GANs for improved
/// quality, stability, and variation", ICLR 2018.
///
/// A ``Generator`` and a ``Discriminator`` learn 4×4 images first. Then level after level is faded in
/// by a ``GrowthSchedule``, coarse before fine, until the images have their full size. A ``Recipe``
/// names all settings, a ``Stage`` trains them and a ``Sampler`` makes images.
public enum ProGAN {}
