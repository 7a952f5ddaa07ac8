// SPDX-License-Identifier: Apache-2.0

public import Pyramids

/// The name of a convention and its parameters, as a manifest stores them and options give them.
///
/// It is more than a ``/Pyramids/PyramidFilter`` by scikit-image's layers, which have no inverse.
public struct PyramidConvention: Codable, Sendable, Hashable {
    /// The names that `--convention` takes.
    public enum Name: String, Codable, Sendable, Hashable, CaseIterable {
        case mirror101, pyrtools, plenoptic, kornia, box, halide, skimage
        case lapganTorch = "lapgan-torch"
    }

    /// Which convention.
    public var name: Name
    /// The centre tap of the five-tap kernel (`mirror101`; 0.375 if nil).
    public var centreTap: Double?
    /// The border when reducing (`mirror101`) or in both directions (`pyrtools`); `reflect1` if nil.
    public var border: BorderRule?
    /// pyrtools' filter for reducing; `binom5` if nil.
    public var filter: PyrtoolsKernel?
    /// pyrtools' filter for expanding; the one for reducing if nil.
    public var expandFilter: PyrtoolsKernel?
    /// Whether plenoptic's level k is 2ᵏ times larger (`scale_filter=False` there); no if nil.
    public var isScaled: Bool?

    /// A convention by name; parameters that it does not have are nil.
    public init(
        _ name: Name, centreTap: Double? = nil, border: BorderRule? = nil,
        filter: PyrtoolsKernel? = nil, expandFilter: PyrtoolsKernel? = nil, isScaled: Bool? = nil
    ) {
        self.name = name
        self.centreTap = centreTap
        self.border = border
        self.filter = filter
        self.expandFilter = expandFilter
        self.isScaled = isScaled
    }

    /// What a parameter is called on the command line, if one is set that the convention has not.
    package var strayParameter: String? {
        if centreTap != nil && name != .mirror101 { return "--kernel-a" }
        if border != nil && name != .mirror101 && name != .pyrtools { return "--border" }
        if filter != nil && name != .pyrtools { return "--filter" }
        if expandFilter != nil && name != .pyrtools { return "--expand-filter" }
        if isScaled != nil && name != .plenoptic { return "--scaled" }
        return nil
    }

    /// The pair of operators, or nil for scikit-image's layers, which are no pair of operators.
    public var pyramidFilter: PyramidFilter? {
        switch name {
        case .mirror101:
            .burtAdelson(
                centreTap.map { BurtAdelsonKernel(a: $0) } ?? .binomial,
                border: border ?? .reflect1)
        case .pyrtools:
            .pyrtools(
                reduce: filter ?? .binom5, expand: expandFilter ?? filter ?? .binom5,
                border: border ?? .reflect1)
        case .plenoptic: .plenoptic(isScaled: isScaled ?? false)
        case .kornia: .kornia
        case .lapganTorch: .lapganTorch
        case .box: .box
        case .halide: .halide
        case .skimage: nil
        }
    }
}
