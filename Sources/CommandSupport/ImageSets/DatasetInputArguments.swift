// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
package import Datasets

/// Which set is read, and how.
package struct DatasetInputArguments: ParsableArguments {
    /// The set, as typed.
    @Argument(
        help: """
            A folder of images or class folders, a ZIP archive, a .npy array, CIFAR's or MNIST's \
            files, a rendered set, or a store.
            """)
    package var input: String

    /// How it is read.
    @OptionGroup package var reading: SetReadingArguments

    /// Creates the arguments as they are before parsing.
    package init() {}

    /// The set as it is.
    package func open() throws(DatasetError) -> any ImageSet { try reading.open(input) }

    /// What is done to each image.
    package var preparation: Preparation { reading.preparation }

    /// Whether images that cannot be read are left out.
    package var skipUnreadable: Bool { reading.skipUnreadable }
}
