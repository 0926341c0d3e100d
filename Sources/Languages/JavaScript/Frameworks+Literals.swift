import Syntax

/// Reads the text of literals.
enum Literals {
  /// The content of a string or template; interpolations stay as written.
  static func text(_ tree: SyntaxTree, _ node: NodeIndex) -> String {
    let range = tree.range(node)
    guard range.count >= 2 else { return "" }
    let bytes = tree.bytes[Int(range.start) + 1..<Int(range.end) - 1]
    var result: [UInt8] = []
    var escaped = false
    for byte in bytes {
      if escaped {
        escaped = false
        switch byte {
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "t"): result.append(9)
        case UInt8(ascii: "r"): result.append(13)
        case 10: break
        default: result.append(byte)
        }
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A computed title: the literal parts as text, the rest as `${…}`.
  static func joined(_ tree: SyntaxTree, _ node: NodeIndex) -> String {
    switch tree.kind(node) {
    case .text: return text(tree, node)
    case .name, .member: return tree.text(node)
    case .binary where tree.operatorSymbol(node) == .plus:
      return tree.children(node).map { part in
        switch tree.kind(part) {
        case .text, .binary: joined(tree, part)
        default: "${" + tree.text(part) + "}"
        }
      }.joined()
    default: return tree.text(node)
    }
  }
}
