import Suites
import Syntax

/// Tells the types of expected errors from their details.
enum Errors {
  /// Sorts what follows a `throws`: classes are types, everything else is detail.
  static func split(_ reader: Reader, _ original: Claim) -> Claim {
    var claim = original
    claim.expected = []
    for place in original.expected {
      let at = reader.resolved(place)
      switch reader.kind(at) {
      case .name, .member, .type:
        let name = reader.path(reader.bare(place)).last
        if isClass(name) {
          claim.expected.append(place)
        } else if !["undefined", "null"].contains(name) {
          claim.details.append(place)
        }
      case .text, .regex:
        let text = reader.text(at)
        if !["/.*/", "/./", "/(?:)/", "/.+/"].contains(text) { claim.details.append(place) }
      case .map: object(reader, at, &claim)
      case .call:
        if let type = wildcardType(reader, at) {
          claim.expected.append(type)
        } else if reader.arguments(at).positional.isEmpty, reader.prefix(at) == .new,
          let callee = reader.first(at)
        {
          claim.expected.append(callee)
        } else {
          claim.details.append(place)
        }
      case .lambda, .function: function(reader, at, &claim)
      default: claim.details.append(place)
      }
    }
    return claim
  }

  /// A name that begins with a capital and is no constant in capitals.
  static func isClass(_ name: String) -> Bool {
    guard let first = name.first, first.isUppercase else { return false }
    return name.contains { $0.isLowercase } || name.count < 3
  }

  /// Finds the type in `expect.any(TypeError)`.
  private static func wildcardType(_ reader: Reader, _ call: Place) -> Place? {
    guard reader.callee(call)?.last == "any" else { return nil }
    return reader.firstArgument(call)
  }

  /// Reads an object of what the error must hold.
  private static func object(_ reader: Reader, _ map: Place, _ claim: inout Claim) {
    for pair in reader.children(map) {
      let parts = reader.children(pair)
      guard let key = parts.first, let value = parts.last else { continue }
      switch reader.text(key) {
      case "instanceOf", "constructor": claim.expected.append(value)
      case "name":
        if let name = reader.literal(value), name == "Error" { continue }
        claim.expected.append(value)
      case "any": continue
      default:
        if reader.kind(reader.resolved(value)) == .regex,
          ["/.*/", "/./"].contains(reader.text(value))
        {
          continue
        }
        claim.details.append(value)
      }
    }
  }

  /// A validator: only an `instanceof` says no more than a type.
  private static func function(_ reader: Reader, _ function: Place, _ claim: inout Claim) {
    guard let body = reader.children(function).last else { return }
    if reader.kind(body) != .block, reader.kind(reader.bare(body)) == .binary {
      let at = reader.bare(body)
      let inner = reader.condition(at)
      if inner.form == .type, let type = inner.expected.first {
        claim.expected.append(type)
        return
      }
    }
    if reader.constant(body) == .truth { return }
    claim.details.append(function)
  }
}

/// Matchers that the test tree defines itself.
enum CustomMatchers {
  /// The expression that decides whether `name` passes, from `expect.extend({ name(x) { … } })`.
  static func pass(_ reader: Reader, _ name: String) -> Place? {
    for (file, outline) in reader.all.enumerated() {
      for definition in outline.definitions where definition.name == name {
        let tree = outline.tree
        guard let parent = tree.parent(definition.node),
          tree.kind(parent) == .map || tree.kind(parent) == .pair || tree.kind(parent) == .file
            || tree.kind(parent) == .export || tree.kind(parent) == .assignment
        else { continue }
        if let found = pass(tree, definition.node) { return Place(file: file, node: found) }
      }
    }
    return nil
  }

  private static func pass(_ tree: SyntaxTree, _ function: NodeIndex) -> NodeIndex? {
    for node in tree.descendants(function) {
      switch tree.kind(node) {
      case .pair:
        let parts = Array(tree.children(node))
        guard let key = parts.first, tree.text(key) == "pass" else { continue }
        let isDecided = parts.count == 2 && tree.kind(parts[1]) != .name
        if isDecided { return parts[1] }
      case .assignment:
        let parts = Array(tree.children(node))
        if parts.count == 2, tree.text(parts[0]) == "pass" { return parts[1] }
      default: continue
      }
    }
    return nil
  }
}
