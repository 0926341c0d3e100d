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
    guard kind(at) == .member, let last = path(at).names.last,
      Reader.words(last).contains("status"), isCaughtError(at) || isOfMadeError(at)
    else { return false }
    // `execSync` throws what tells how its program ended.
    if let number = number(expected), number < 100 { return false }
    return !path(at).names.dropLast().contains { Reader.words($0).contains("response") }
  }

  private static let formats: WordSet = [
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

  static let outputs: WordSet = ["output", "stdout", "stderr"]

  /// Whether a member belongs to the end of a program: the function around also reads what the
  /// same object says of its output.
  func endsProgram(_ member: Place) -> Bool {
    if let whole = destructured(member), let pattern = tree(member).parent(whole.node) {
      let words = text(member.at(pattern)).prefix { $0 != "=" }.split { !$0.isLetter }
      return words.contains { Reader.outputs.contains($0.lowercased()) }
    }
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

  /// What the codes of HTTP are called.
  static let statusWords: WordSet = [
    "ok", "created", "accepted", "noContent", "movedPermanently", "found", "seeOther",
    "notModified", "badRequest", "unauthorized", "paymentRequired", "forbidden", "notFound",
    "methodNotAllowed", "conflict", "gone", "unprocessableEntity", "unprocessableContent",
    "tooManyRequests", "internalServerError", "badGateway", "serviceUnavailable",
  ]

  private static let runs = ["run", "exec", "main", "invoke", "cli", "spawn", "command", "cmd"]

  /// Whether a local or member is a status although no rule names it: `status` beside a code of
  /// HTTP, or `code` of a program that was run beside a small number.
  func looksLikeStatus(_ subject: Place, _ expected: Place) -> Bool {
    let at = bare(subject)
    guard kind(at) == .name || kind(at) == .member else { return false }
    let name = kind(at) == .name ? text(at) : path(at).last
    let words = Reader.words(name)
    guard let last = words.last else { return false }
    if last == "status" || words.suffix(2) == ["status", "code"] {
      if let number = number(expected) {
        return number >= 100 && number < 600 || number >= 0 && number < 256 && endsProgram(at)
      }
      let written = text(resolved(expected))
      if written.hasPrefix(".") { return Reader.statusWords.contains(String(written.dropFirst())) }
      return isStatusName(path(resolved(expected)).names)
    }
    guard last == "code" || last == "rc" || words.suffix(2) == ["exit", "status"],
      number(expected).map({ $0 >= 0 && $0 < 256 })
        ?? ["code", "exit", "rc"].contains(lastWord(of: expected))
    else { return false }
    if kind(at) == .member, let object = first(at),
      ["run", "process", "proc", "completed", "output"].contains(lastWord(of: object))
    {
      return true
    }
    var source = resolved(at)
    if let whole = destructured(at) { source = resolved(whole) }
    while kind(source) == .member, let object = first(source) { source = resolved(object) }
    guard kind(source) == .call, let callee = callee(source)?.last.lowercased() else {
      return false
    }
    return Reader.runs.contains { callee.contains($0) }
  }

  private func lastWord(of place: Place) -> String? { Reader.words(path(bare(place)).last).last }

  /// Whether a member that may be a status is one, by what it is compared with.
  func isStatus(_ subject: Place, _ expected: Place) -> Bool {
    let at = resolved(subject)
    guard kind(at) == .member, let last = children(at).last,
      outlines[at.file].rules.ambiguousStatus.contains(text(last))
    else { return true }
    if let number = number(expected) {
      return number >= 100 && number < 600 || number >= 0 && number < 256 && endsProgram(at)
    }
    let names = path(bare(expected)).names
    if let object = first(at),
      ["rec", "rr", "w", "recorder", "resp", "response", "res"]
        .contains(text(bare(object)))
    {
      return true
    }
    let wanted = path(bare(expected)).last
    if Reader.words(wanted).contains(where: { $0 == "status" || $0 == "code" }) { return true }
    let written = text(bare(expected))
    if written.hasPrefix(".") { return Reader.statusWords.contains(String(written.dropFirst())) }
    return isStatusName(names)
  }
}
