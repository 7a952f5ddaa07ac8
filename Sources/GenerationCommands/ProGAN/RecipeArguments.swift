// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels

/// A recipe by its name on a command line.
struct RecipeArgument: ExpressibleByArgument {
    /// The name.
    let name: String
    /// The settings.
    let recipe: ProGAN.Recipe

    /// The recipe with this name, or nil.
    init?(argument: String) {
        guard let found = ProGAN.Recipe.named.first(where: { $0.name == argument }) else {
            return nil
        }
        (name, recipe) = found
    }

    static var allValueStrings: [String] { ProGAN.Recipe.named.map(\.name) }
    var defaultValueDescription: String { name }
}

/// The objectives by their names on a command line.
enum ObjectiveArgument: String, ExpressibleByArgument, CaseIterable {
    case wassersteinWithPenalty = "wgan-gp"
    case leastSquares = "least-squares"
}

/// Which recipe, and what is changed of it.
struct RecipeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The settings: celebA128, cifar10, celebAHQ1024 (the paper's), demo32, demo32-large, \
            demo64, demo16 or tiny. If omitted, demo32.
            """,
            valueName: "name"))
    private var recipe: RecipeArgument?

    @Option(
        help: ArgumentHelp(
            "What both networks minimise: wgan-gp or least-squares. If omitted, the recipe's.",
            valueName: "name"))
    private var loss: ObjectiveArgument?

    @Option(
        help: ArgumentHelp(
            """
            The pixels on which the critic's slope is held to its target: full (those of the full \
            images, the authors' programs) or current (those of the level). If omitted, the recipe's.
            """,
            valueName: "grid"))
    private var penaltyGrid: NamedChoice<ProGAN.PenaltyGrid>?

    @Option(
        help: ArgumentHelp(
            """
            What adds the next level: schedule (a number of images) or swd (when the distance to the \
            reals no longer falls). If omitted, the recipe's.
            """,
            valueName: "rule"))
    private var growWhen: NamedChoice<ProGAN.GrowthRule>?

    @Option(
        help: ArgumentHelp(
            """
            The pyramid whose finest band grows while a level fades in: box2 (the paper's) or \
            binomial5. If omitted, the recipe's.
            """, valueName: "operators"))
    private var fade: NamedChoice<PyramidOperators>?

    @Option(
        help: ArgumentHelp(
            """
            What features are computed in while the networks learn: float32, or bfloat16, which is \
            faster on processors with instructions for it. Weights, losses and averages are float32 \
            either way. If omitted, float32.
            """,
            valueName: "type"))
    private var precision: NamedChoice<ProGAN.Precision>?

    @Flag(help: "Train all levels from the start: the same networks without growing.")
    private var noGrowth = false

    @Flag(help: "Learn the set's classes too, and make images by class.")
    private var labels = false

    /// Refuses options that do not go together.
    func validate() throws {
        if penaltyGrid != nil, loss == .leastSquares {
            throw ValidationError("--penalty-grid goes with the loss wgan-gp")
        }
        if noGrowth, growWhen != nil {
            throw ValidationError("--grow-when says when to grow, and --no-growth not to")
        }
        if noGrowth, fade != nil {
            throw ValidationError("--fade is about levels that fade in, and --no-growth has none")
        }
        if fade?.value == .torch7 {
            throw ValidationError("--fade takes box2 or binomial5, whose levels halve the side")
        }
    }

    /// Whether anything was said.
    var isGiven: Bool {
        recipe != nil || loss != nil || penaltyGrid != nil || growWhen != nil || fade != nil
            || noGrowth || precision != nil || labels
    }

    /// What features are computed in.
    var featurePrecision: ProGAN.Precision { precision?.value ?? .float32 }

    /// The settings.
    ///
    /// - Parameters:
    ///   - images: How many images to train on; nil is the recipe's number.
    ///   - classes: How many classes the set has; nil where it has none.
    ///   - channels: How many channels its images have.
    /// - Returns: The recipe with what was asked for.
    /// - Throws: When classes are asked for and there are none.
    func settings(
        images: Int?, classes: Int?, channels: Int
    ) throws(ValidationError) -> ProGAN.Recipe {
        var settings = recipe?.recipe ?? .demo32
        settings.architecture.channels = channels
        switch loss {
        case nil: break
        case .leastSquares: settings.objective = .leastSquares()
        case .wassersteinWithPenalty:
            if case .leastSquares = settings.objective { settings.objective = .paper }
        }
        if let grid = penaltyGrid?.value, case .wasserstein(var terms) = settings.objective {
            terms.penaltyGrid = grid
            settings.objective = .wasserstein(terms: terms)
        }
        if let growWhen { settings.growthRule = growWhen.value }
        if let fade { settings.architecture.fade = fade.value }
        if noGrowth { settings.growth = settings.growth.withoutGrowing }
        if labels {
            guard let classes, classes > 1 else {
                throw ValidationError("--labels needs a set with classes, and this one has none")
            }
            settings.architecture.classes = classes
        }
        if let images { settings.images = images }
        return settings
    }
}
