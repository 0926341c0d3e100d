import Syntax

extension Reader {
  /// `http.StatusOK`, `StatusCode::OK`, `HTTPStatus.OK`; a `StatusOpen` of one's own is a value.
  func isStatusName(_ names: [String]) -> Bool {
    if names.contains(where: { $0.hasPrefix("StatusCode") || $0.hasPrefix("HTTP") }) { return true }
    guard let owner = names.dropLast().last?.lowercased(), let last = names.last else {
      return false
    }
    return last.hasPrefix("Status")
      && (owner.contains("http") || ["fiber", "echo", "iris", "status"].contains(owner))
      || owner == "status" && last.hasPrefix("HTTP")
  }

  /// Whether a status is a member of a caught error and not of a response that it carries.
  func isMemberOfError(_ subject: Place, _ expected: Place) -> Bool {
    let at = bare(subject)
    guard kind(at) == .member, isCaughtError(at),
      let last = path(at).names.last, Reader.words(last).contains("status")
    else { return false }
    // `execSync` throws what tells how its program ended.
    if let number = number(expected), number < 100 { return false }
    return !path(at).names.dropLast().contains { Reader.words($0).contains("response") }
  }

  private static let formats: Set<String> = [
    "hex", "email", "url", "uri", "uuid", "ulid", "json", "base64", "address", "ip", "ipv4", "ipv6",
    "iso8601", "jwt", "md5", "ascii", "numeric", "alpha", "alphanumeric", "semver", "hash",
  ]

  /// The form that a function of somebody else's library asks for, as `isHex(hash)` does.
  /// - Source: decision 13 of the specification
  func checkedFormat(_ subject: Place) -> String? {
    let at = resolved(subject)
    guard kind(at) == .call, let callee = callee(at), callee.base == nil,
      let root = callee.names.first, let found = imported(root, at: at),
      let first = found.module.first,
      first.isLetter || first == "@" && !found.module.hasPrefix("@/"),
      index.file(found.module, importer: outlines[at.file]) == nil
    else { return nil }
    let words = Reader.words(callee.last)
    guard words.count > 1, ["is", "validate"].contains(words[0]) else { return nil }
    let form = words.dropFirst().joined()
    return Reader.formats.contains(form) ? form : nil
  }

  static let outputs: Set<String> = ["output", "stdout", "stderr"]

  /// Whether a member belongs to the end of a program: the function around also reads what the
  /// same object says of its output.
  func endsProgram(_ member: Place) -> Bool {
    guard kind(member) == .member, let object = first(member), kind(bare(object)) == .name else {
      return false
    }
    let tree = tree(member)
    let name = text(bare(object))
    guard let function = tree.ancestor(member.node, of: .functions) else { return false }
    return tree.descendants(function).contains { node in
      guard tree.kind(node) == .member else { return false }
      let parts = Array(tree.children(node))
      return parts.count == 2 && tree.text(parts[0]) == name
        && Reader.words(tree.text(parts[1])).last.map { Reader.outputs.contains($0) } ?? false
    }
  }
}
