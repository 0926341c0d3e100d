import Foundation
import Tool

exit(
  Entry.run(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment))
