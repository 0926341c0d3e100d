import Go
import JavaScript
import Python
import Rust
import SwiftLanguage
package import Trials

/// Every language that this build reads, in the order in which ties are broken.
package enum Languages {
  package static let all: [Language] = [.python, .javaScript, .go, .rust, .swift]

  static let extensions: Set<String> = Set(all.flatMap(\.grammars.keys))

  /// The language of a file name, with its place in `all`.
  static func reading(_ path: String) -> (index: Int, fileExtension: String)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let fileExtension = String(path[path.index(after: dot)...])
    guard let index = all.firstIndex(where: { $0.grammars[fileExtension] != nil }) else {
      return nil
    }
    return (index, fileExtension)
  }
}
