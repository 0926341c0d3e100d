import Go
import JavaScript
import Python
import Rust
import SwiftLanguage
package import Trials

/// Every language that this build reads, in the order in which ties are broken.
package enum Languages {
  package static let all: [Language] = [.python, .javaScript, .go, .rust, .swift]

  static let extensions = Set(places.keys)

  /// The place in `all` of who reads files with an ending.
  private static let places: [String: Int] = Dictionary(
    all.enumerated().flatMap { place, language in language.grammars.keys.map { ($0, place) } },
    uniquingKeysWith: min)

  /// The language of a file name, with its place in `all`.
  static func reading(_ path: String) -> (index: Int, fileExtension: String)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let fileExtension = String(path[path.index(after: dot)...])
    return places[fileExtension].map { ($0, fileExtension) }
  }
}
