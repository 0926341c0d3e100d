import Syntax

extension Reader {
  private static let decisionPrefixes = [
    "is", "has", "can", "should", "was", "are", "does", "did", "will", "needs", "contains",
    "allows", "supports", "exists", "equals", "matches", "validate", "verify", "check", "accepts",
    "permits", "may", "could", "starts", "ends", "authorize", "authenticate",
  ]
  private static let decisionVerbs: WordSet = [
    "validate", "verify", "check", "exists", "contains", "matches", "equals", "accepts", "allows",
    "supports", "has", "authorize", "authenticate",
  ]
  private static let decisionWords: WordSet = [
    "valid", "invalid", "enabled", "disabled", "active", "allowed", "ok", "done", "empty", "equal",
    "equals", "match", "matches", "exists", "contains", "includes", "ready", "closed", "open",
    "locked", "expired", "visible", "hidden", "checked", "selected", "success", "successful",
    "fullmatch", "startswith", "endswith", "issubset", "issuperset", "isdisjoint", "verified",
    "authorized", "authenticated", "staff", "superuser", "admin", "deleted", "finished",
    "completed", "failed", "required", "optional", "public", "private", "readonly", "writable",
    "cancelled", "canceled", "running", "started", "bool", "stopped", "connected", "paid",
    "published",
  ]

  /// Whether an expression of unknown type answers yes or no, by what it is called.
  func isDecision(_ place: Place) -> Bool {
    let at = resolved(place)
    let name: String
    switch kind(at) {
    case .call:
      guard let callee = callee(at) else { return false }
      name = callee.last
    case .member: name = path(at).last
    case .name: name = text(at)
    default: return false
    }
    if kind(at) == .call ? code.always(.truth, from: name) : code.always(.truth, in: name) {
      return true
    }
    let words = Reader.words(name)
    guard let first = words.first, let last = words.last else { return false }
    if kind(at) == .name, words.count == 1 { return false }
    return words.count > 1 && Reader.decisionPrefixes.contains(first)
      || words.count == 1 && kind(at) == .call && Reader.decisionVerbs.contains(first)
      || first.hasPrefix("is") && first.count > 4 && words.count == 1 && kind(at) == .call
      || Reader.decisionWords.contains(last)
  }

  /// `before.value`: what was asked before the act, and is asked again after it.
  func isNamedForTime(_ place: Place) -> Bool {
    guard let root = path(bare(place)).names.first else { return false }
    return Reader.words(root).contains {
      ["before", "after", "original", "initial", "previous"].contains($0)
    }
  }

  /// Whether an expression measures time.
  func isTiming(_ place: Place) -> Bool {
    let tree = outlines[place.file].tree
    let at = resolved(place)
    if let (facet, _) = facet(at), facet == .time { return true }
    if kind(at) == .binary, children(at).contains(where: { facet($0)?.facet == .time }) {
      return true
    }
    let name = kind(bare(place)) == .name ? tree.text(bare(place).node) : path(at).last
    let words = Reader.words(name)
    return words.contains { ["elapsed", "duration", "took"].contains($0) }
  }

  /// `before + 1`: a count taken before the act, changed by a literal.
  func isDelta(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .binary else { return false }
    let parts = children(at)
    guard parts.count == 2 else { return false }
    return parts.contains { number($0) != nil && kind(bare($0)) == .number }
      && parts.contains { part in
        let value = resolved(part)
        return kind(bare(part)) == .name && value != bare(part)
          && (facet(value)?.facet == .length || callee(value)?.last == "count")
      }
  }

  /// A fixture or call that stands for recorded data.
  func isRecording(_ place: Place) -> Bool {
    let at = bare(place)
    if isRewritten(at) { return true }
    let name: String
    switch kind(at) {
    case .name: name = text(at)
    case .call, .index:
      guard let target = first(at), kind(target) == .name else { return false }
      name = text(target)
    default: return false
    }
    return outlines[at.file].rules.snapshots.contains(name)
      || Reader.words(name).contains("snapshot") && isGiven(at)
  }

  /// Whether a name is that of a fixture or of something imported.
  private func isGiven(_ place: Place) -> Bool {
    let at = kind(place) == .name ? place : first(place) ?? place
    guard case .binding(let binding, _) = meaning(text(at), at: at) else { return false }
    return binding.source == .parameter || binding.source == .imported
  }

  private static let reads = ["read_text", "ReadFile", "read_to_string", "readFile", "contentsOf"]
  private static let writes: WordSet = [
    "write_text", "write_bytes", "WriteFile", "write", "writeFile", "writeFileSync",
  ]

  /// Whether a value is read from a file that the function around rewrites when it is told to.
  private func isRewritten(_ place: Place) -> Bool {
    let source = resolved(place)
    let whole = text(source)
    guard whole.utf8.count < 400,
      Reader.reads.contains(where: { whole.holds($0) }) || isRead(source)
    else { return false }
    let tree = tree(source)
    guard let function = tree.ancestor(source.node, of: .functions) else { return false }
    return tree.descendants(function).contains { node in
      guard tree.kind(node) == .call, let name = callee(source.at(node))?.last,
        Reader.writes.contains(name), let branch = tree.ancestor(node, of: [.branch])
      else { return false }
      return tree.encloses(function, branch)
    }
  }

  /// `string(want)`, of something that was read.
  private func isRead(_ place: Place) -> Bool {
    guard kind(place) == .call, let only = firstArgument(place) else { return false }
    let whole = text(resolved(only))
    return whole.utf8.count < 400 && Reader.reads.contains { whole.holds($0) }
  }

  /// A type that everything belongs to.
  func isEveryType(_ place: Place) -> Bool {
    let at = bare(place)
    guard kind(at) == .name else { return false }
    return outlines[at.file].rules.rootTypes.contains(text(at))
  }

  /// The elements that a quantifier goes over: the iterable of its comprehension or the receiver.
  func elements(_ call: Place) -> Place {
    let tree = outlines[call.file].tree
    for node in tree.descendants(call.node) where tree.kind(node) == .generator {
      let parts = Array(tree.children(node))
      if parts.count > 1 { return call.at(parts[1]) }
    }
    return kind(call) == .call ? receiver(call) ?? call : call
  }

  private static let recordWords: WordSet = [
    "data", "body", "json", "payload", "response", "resp", "result", "record", "row", "schema",
    "properties", "fields", "columns", "headers", "config", "settings", "options", "context",
    "dict", "attrs", "attributes", "kwargs", "params", "meta", "metadata", "info", "obj", "object",
    "item", "entry", "spec", "props", "env", "environ", "cookies", "session", "summary", "document",
    "stats", "export",
  ]
  private static let textWords: WordSet = [
    "text", "out", "err", "output", "stdout", "stderr", "message", "msg", "content", "html", "str",
    "string", "log", "logs", "caplog", "rendered", "markdown", "source", "code", "line", "lines",
    "error", "errors", "repr", "doc", "page", "sql", "query", "body_text", "captured", "stream",
  ]

  /// Whether `element in container` asks for a member of a record by name, rather than for data.
  func isMemberName(_ element: Place, of container: Place) -> Bool {
    guard let name = literal(element), let head = name.first, head.isLetter || head == "_",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
    else { return facet(container)?.facet == .keys && literal(element) != nil }
    if facet(container)?.facet == .keys { return true }
    let at = resolved(container)
    if kind(at) == .text || !outlines[at.file].rules.containsFindsKeys { return false }
    if kind(at) == .call, let last = callee(at)?.last {
      if code.always(.text, from: last) || Reader.textMakers.contains(last) { return false }
      if [
        "json", "dict", "to_dict", "model_dump", "asdict", "vars", "dir", "as_dict", "toJSON",
        "to_json_dict", "headers", "get_json", "loads", "summarize",
      ].contains(last) {
        return true
      }
    }
    let shown = kind(bare(container)) == .name ? text(bare(container)) : path(bare(container)).last
    let words = Reader.words(shown)
    if kind(bare(container)) == .member,
      path(bare(container)).names.suffix(2) == ["form", "errors"]
    {
      return true
    }
    if kind(bare(container)) == .member, code.always(.several, in: shown) { return false }
    if let last = words.last, Reader.textWords.contains(last) || holdsData(container) {
      return false
    }
    if isUsedAsText(container) { return false }
    if isIndexedByText(container) || isElementOfRecords(container) { return true }
    guard let last = words.last else { return false }
    return Reader.recordWords.contains(last)
  }

  /// Methods and functions that give a text.
  private static let textMakers: WordSet = [
    "read_text", "read", "lower", "upper", "strip", "lstrip", "rstrip", "casefold", "decode",
    "getvalue", "join", "format", "replace", "dumps", "render", "render_to_string", "prettify",
    "get_text", "getsource", "str", "repr",
  ]

  private static let textMethods: WordSet = [
    "startswith", "endswith", "splitlines", "strip", "lower", "upper", "encode", "replace", "find",
  ]

  /// Whether the function around also compares the container with a text or treats it as one.
  private func isUsedAsText(_ container: Place) -> Bool {
    let tree = outlines[container.file].tree
    let sought = text(bare(container))
    guard kind(bare(container)) == .name,
      let function = tree.ancestor(container.node, of: .functions)
    else { return false }
    return tree.descendants(function).contains { node in
      let parts = Array(tree.children(node))
      guard parts.count == 2, tree.text(parts[0]) == sought else { return false }
      switch tree.kind(node) {
      case .binary:
        return tree.operatorSymbol(node) == .equalEqual
          && (tree.kind(parts[1]) == .text
            || tree.kind(parts[1]) == .binary
              && tree.children(parts[1]).first.map { tree.kind($0) == .text } ?? false)
      case .member: return Reader.textMethods.contains(tree.text(parts[1]))
      default: return false
      }
    }
  }

  /// Whether the function around also reads `container["…"]`, as one does with records.
  private func isIndexedByText(_ container: Place) -> Bool {
    let tree = outlines[container.file].tree
    let sought = text(bare(container))
    guard sought.utf8.count < 120,
      let function = tree.ancestor(container.node, of: .functions)
    else { return false }
    for node in tree.descendants(function) where tree.kind(node) == .call {
      // `record.get("name")`
      guard kind(bare(container)) == .name, definition(bare(container)) != nil,
        let callee = tree.children(node).first, tree.text(callee) == sought + ".get",
        let list = tree.child(node, .arguments), let key = tree.children(list).first
      else { continue }
      if tree.kind(key) == .text { return true }
    }
    for node in tree.descendants(function) where tree.kind(node) == .index {
      let parts = Array(tree.children(node))
      guard parts.count == 2, tree.text(parts[0]) == sought else { continue }
      if let key = tree.children(parts[1]).first, tree.kind(key) == .text { return true }
    }
    return false
  }
}
