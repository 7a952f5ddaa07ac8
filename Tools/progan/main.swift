// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import GenerationCommands

ToolMain.run(ProGANCommand.self)
