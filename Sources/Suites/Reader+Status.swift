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
