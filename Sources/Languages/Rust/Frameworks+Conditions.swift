import Suites
import Syntax

/// What conditions of the language and its library claim when they hold.
enum RustConditions {
  static func claim(_ reader: Reader, _ place: Place) -> Claim? {
    switch reader.kind(place) {
    case .call: return call(reader, place)
    case .declaration:
      // `let pattern = value` as a condition, or with an `else` that fails.
      guard let assignment = reader.first(place), reader.kind(assignment) == .assignment else {
        return nil
      }
      let parts = reader.children(assignment)
      guard parts.count == 2, reader.kind(parts[0]) == .pattern else { return nil }
      return RustPatterns.claim(reader, parts[0], of: parts[1], where: nil)
    case .arm:
      let parts = reader.children(place)
      guard let pattern = parts.first, let selection = reader.tree(place).parent(place.node),
        let subject = reader.first(place.at(selection))
      else { return nil }
      let test = parts.first { reader.kind($0) == .condition }
      return RustPatterns.claim(reader, pattern, of: subject, where: test)
    default: return nil
    }
  }

  /// `result == Err(E)` tells failure from success.
  static func outcome(_ reader: Reader, _ place: Place) -> Claim? {
    guard reader.kind(place) == .binary else { return nil }
    let symbol = reader.tree(place).operatorSymbol(place.node)
    let parts = reader.children(place)
    guard symbol == .equalEqual || symbol == .bangEqual, parts.count == 2 else { return nil }
    for (subject, expected) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      let at = reader.bare(expected)
      guard reader.kind(at) == .call, let callee = reader.callee(at), callee.base == nil,
        let value = reader.firstArgument(at)
      else { continue }
      var claim = Claim(.raises, subject: subject, matcher: symbol.spelling)
      switch callee.names {
      case ["Err"]: claim.details = [value]
      case ["Ok"] where reader.text(value) == "()": claim = claim.negated
      default: continue
      }
      return symbol == .bangEqual ? claim.negated : claim
    }
    return nil
  }

  private static func call(_ reader: Reader, _ place: Place) -> Claim? {
    guard let callee = reader.callee(place), !callee.names.isEmpty else { return nil }
    let arguments = reader.arguments(place).positional
    if callee.last == "matches", arguments.count > 1 {
      return RustPatterns.claim(
        reader, arguments[1], of: arguments[0], where: arguments.count > 2 ? arguments[2] : nil)
    }
    guard let object = reader.receiver(place) else { return nil }
    return method(reader, callee.last, object, arguments)
  }

  private static func method(
    _ reader: Reader, _ name: String, _ object: Place, _ arguments: [Place]
  ) -> Claim? {
    let expected = Array(arguments.prefix(1))
    func claim(_ form: Form) -> Claim { Claim(form, subject: object, matcher: name) }
    func with(_ form: Form) -> Claim {
      Claim(form, subject: object, expected: expected, matcher: name)
    }
    switch name {
    case "is_ok": return claim(.raises).negated
    case "is_err": return claim(.raises)
    case "is_some":
      if reader.callee(reader.resolved(object))?.last.hasPrefix("downcast") ?? false {
        return claim(.type)
      }
      return claim(.exists)
    case "is_none": return claim(.null)
    case "is_empty": return claim(.empty)
    case "contains" where !expected.isEmpty: return with(.contains)
    case "contains_key" where !expected.isEmpty: return with(.hasKey)
    case "starts_with", "ends_with": return with(.startsWith)
    case "eq", "eq_ignore_ascii_case": return with(.equal)
    case "ne": return with(.equal).negated
    case "is_success", "success", "is_client_error", "is_server_error", "is_redirection":
      return claim(.ok)
    case "exists" where arguments.isEmpty, "is_file", "is_dir": return claim(.exists)
    case "is_null": return claim(.null)
    case "is_object", "is_array", "is_string", "is_number", "is_boolean", "is_i64", "is_u64",
      "is_f64",
      "is_nan", "is_finite", "is_infinite", "is":
      return claim(.type)
    case "is_positive", "is_negative", "is_sorted", "is_sorted_by", "is_sorted_by_key":
      return claim(.catalogue(.relational))
    case "is_ok_and", "is_some_and", "is_none_or":
      return body(reader, expected) ?? claim(.exists)
    case "is_err_and":
      var result = claim(.raises)
      result.details = expected
      return result
    case "all", "any":
      var result = claim(name == "all" ? .every : .some)
      result.parts = body(reader, expected).map { [$0] } ?? []
      return result
    default: return nil
    }
  }

  /// What the expression of a closure claims.
  private static func body(_ reader: Reader, _ arguments: [Place]) -> Claim? {
    guard let function = arguments.first.map({ reader.resolved($0) }),
      reader.kind(function) == .lambda, let body = reader.children(function).last,
      reader.kind(body) != .block
    else { return nil }
    return reader.condition(body)
  }
}

/// What it claims of a value that a pattern fits it.
enum RustPatterns {
  static func claim(
    _ reader: Reader, _ pattern: Place, of subject: Place, where test: Place?
  ) -> Claim {
    var base = claim(reader, bare(reader, pattern), subject)
    if reader.isCaughtError(subject), case .catalogue(let found) = base.form,
      found == .shape || found == .valuePartial || found == .value
    {
      base.form = .catalogue(.throwsSpecific)
    }
    guard let test else { return base }
    var both = Claim(.all, subject: subject, matcher: "if")
    both.parts = [base, reader.condition(test)]
    if base.form == .never { both.parts.removeFirst() }
    return both
  }

  /// A pattern without wrappings.
  private static func bare(_ reader: Reader, _ pattern: Place) -> Place {
    var at = pattern
    while reader.kind(at) == .pattern || reader.kind(at) == .group {
      let parts = reader.children(at)
      guard parts.count == 1 else { return at }
      at = parts[0]
    }
    return at
  }

  private static func claim(_ reader: Reader, _ at: Place, _ subject: Place) -> Claim {
    let text = reader.text(at)
    func claim(_ form: Form) -> Claim { Claim(form, subject: subject, matcher: text) }
    switch reader.kind(at) {
    case .name where text == "None": return claim(.null)
    case .name where isBinding(text): return claim(.never)
    case .name where text == "true": return Claim(.truth, subject: subject)
    case .name where text == "false": return Claim(.truth, subject: subject).negated
    case .name, .member: return claim(.catalogue(.value))
    case .number, .text, .unary: return Claim(.equal, subject: subject, expected: [at])
    case .binary: return claim(.catalogue(.relational))
    case .list
    where !reader.children(at).isEmpty
      && reader.children(at).allSatisfy { isOpen(reader, bare(reader, $0)) }
      && !reader.children(at).contains { reader.kind(bare(reader, $0)) == .spread }:
      return claim(.catalogue(.size))
    case .group, .list:
      return claim(.catalogue(holdsValue(reader, at) ? .valuePartial : .shape))
    case .pattern: break
    default: return claim(.catalogue(.shape))
    }
    let parts = reader.children(at)
    guard let last = parts.last else { return claim(.catalogue(.shape)) }
    switch reader.kind(last) {
    case .arguments: return variant(reader, at, parts[0], reader.children(last), subject)
    case .map:
      let isDecided = decides(reader, parts[0])
      return claim(
        .catalogue(holdsValue(reader, last) ? .valuePartial : isDecided ? .value : .shape))
    default:
      var any = Claim(.any, subject: subject, matcher: "|")
      any.parts = parts.map { self.claim(reader, bare(reader, $0), subject) }
      return any
    }
  }

  /// `Ok(…)`, `Err(…)`, `Some(…)` or any other variant with its payload.
  private static func variant(
    _ reader: Reader, _ at: Place, _ path: Place, _ payload: Places, _ subject: Place
  ) -> Claim {
    let name = reader.path(path).last
    let inner = payload.first.map { bare(reader, $0) }
    func claim(_ form: Form) -> Claim {
      Claim(form, subject: subject, matcher: reader.text(at))
    }
    let fitsAll = inner.map { isOpen(reader, $0) } ?? true
    let isValue = payload.contains { holdsValue(reader, $0) }
    switch name {
    case "Err":
      var result = claim(.raises)
      guard let inner, !fitsAll else { return result }
      if isValue { result.details = [inner] } else { result.expected = [head(reader, inner)] }
      return result
    case "Ok" where fitsAll && !isValue: return claim(.raises).negated
    case "Some" where fitsAll && !isValue: return claim(.exists)
    case "Ok", "Some":
      guard let inner else { return claim(.exists) }
      return self.claim(reader, inner, subject)
    default:
      return claim(.catalogue(isValue ? .valuePartial : decides(reader, path) ? .value : .shape))
    }
  }

  /// `Decision::Allow(_)`: the variant is the answer.
  private static func decides(_ reader: Reader, _ path: Place) -> Bool {
    let words = ["Decision", "Verdict", "Access", "Permission"]
    return reader.path(path).names.dropLast().contains { name in
      words.contains { name.hasSuffix($0) }
    }
  }

  /// The path of a pattern with a payload.
  private static func head(_ reader: Reader, _ at: Place) -> Place {
    reader.kind(at) == .pattern ? reader.first(at) ?? at : at
  }

  /// Whether a pattern fits everything: `_`, `..`, a new name or `()`.
  private static func isOpen(_ reader: Reader, _ at: Place) -> Bool {
    switch reader.kind(at) {
    case .name: isBinding(reader.text(at))
    case .spread: true
    case .group: reader.children(at).allSatisfy { isOpen(reader, bare(reader, $0)) }
    default: false
    }
  }

  private static func isBinding(_ name: String) -> Bool {
    guard let first = name.first else { return true }
    return (first == "_" || first.isLowercase) && name != "true" && name != "false"
  }

  /// Whether a literal stands anywhere in a pattern.
  private static func holdsValue(_ reader: Reader, _ at: Place) -> Bool {
    let tree = reader.tree(at)
    return ([at.node] + Array(tree.descendants(at.node))).contains { node in
      switch tree.kind(node) {
      case .number, .text: true
      case .name: tree.node(node, says: "true") || tree.node(node, says: "false")
      default: false
      }
    }
  }
}
