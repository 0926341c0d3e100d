/// How a text report looks; nothing in it changes what is said.
package struct Theme: Sendable {
  /// Columns of the terminal; at least 40.
  package var width: Int
  package var hasColour: Bool

  package init(width: Int, hasColour: Bool) {
    self.width = max(40, width)
    self.hasColour = hasColour
  }

  /// A hundred columns, no colour: for files and pipes.
  package static let plain = Theme(width: 100, hasColour: false)

  enum Ink: String {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  func paint(_ text: String, _ ink: Ink) -> String {
    hasColour && !text.isEmpty ? "\u{1b}[\(ink.rawValue)m\(text)\u{1b}[0m" : text
  }
}
