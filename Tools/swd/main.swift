// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import ImageCommands

ToolMain.run(SlicedWassersteinCommand.self)
