/// A shell pattern over `/`-separated relative paths.
///
/// `*` and `?` stop at `/`, `[a-z]` and `[!a-z]` are classes, `**` crosses folders when it fills a
/// whole segment, `{a,b}` offers alternatives, `\` takes the next byte as it is.
/// - Source: https://git-scm.com/docs/gitignore
public struct Glob: Sendable, Hashable {
  public let pattern: String
  private let alternatives: [[UInt8]]
  /// Whether the pattern means just itself.
  private let isLiteral: Bool

  public init(_ pattern: String) {
    self.pattern = pattern
    alternatives = Glob.expand(Array(pattern.utf8), limit: 256)
    isLiteral = !pattern.utf8.contains { byte in "*?[{\\".utf8.contains(byte) }
  }

  /// Whether the whole of `path` matches.
  /// - Complexity: O(path × pattern) for each alternative
  public func matches(_ path: String) -> Bool {
    matches(Array(path.utf8)[...])
  }

  /// The same on the bytes of a path.
  public func matches(_ path: ArraySlice<UInt8>) -> Bool {
    if isLiteral { return alternatives[0].elementsEqual(path) }
    let bytes = Array(path)
    return alternatives.contains { Glob.match($0, bytes) }
  }

  /// Splits `{a,b}` groups; past `limit` alternatives the rest stays literal.
  private static func expand(_ pattern: [UInt8], limit: Int) -> [[UInt8]] {
    guard let (open, close, commas) = firstGroup(pattern), limit > 1 else { return [pattern] }
    let bounds = [open] + commas + [close]
    let tails = expand(Array(pattern[(close + 1)...]), limit: limit / 2)
    var result: [[UInt8]] = []
    for (low, high) in zip(bounds, bounds.dropFirst()) {
      for middle in expand(Array(pattern[(low + 1)..<high]), limit: limit / 2) {
        for tail in tails where result.count < limit {
          result.append(Array(pattern[..<open]) + middle + tail)
        }
      }
    }
    return result
  }

  private static func firstGroup(_ pattern: [UInt8]) -> (Int, Int, [Int])? {
    var open: Int?
    var commas: [Int] = []
    var depth = 0
    var at = 0
    while at < pattern.count {
      switch pattern[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "{"):
        if depth == 0 { open = at }
        depth += 1
      case UInt8(ascii: ",") where depth == 1: commas.append(at)
      case UInt8(ascii: "}") where depth > 0:
        depth -= 1
        if depth == 0, let open, !commas.isEmpty { return (open, at, commas) }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// Greedy matching with one saved place for `*` and one for `**`, so never exponential.
  private static func match(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    var (p, s) = (0, 0)
    var star: (p: Int, s: Int)?
    var deep: (p: Int, s: Int)?
    while true {
      if p < pattern.count, let next = deepStar(pattern, p) {
        deep = (next, s)
        star = nil
        p = next
        continue
      }
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p + 1, s)
        p += 1
        continue
      }
      if p == pattern.count, s == path.count { return true }
      if p < pattern.count, s < path.count, let next = single(pattern, p, path[s]) {
        (p, s) = (next, s + 1)
        continue
      }
      if let saved = star, saved.s < path.count, path[saved.s] != UInt8(ascii: "/") {
        star = (saved.p, saved.s + 1)
        (p, s) = (saved.p, saved.s + 1)
        continue
      }
      guard let saved = deep, saved.s < path.count else { return false }
      // `**/` may only stop after a slash; a trailing `**` takes everything.
      var at = saved.s
      if saved.p < pattern.count {
        while at < path.count, path[at] != UInt8(ascii: "/") { at += 1 }
        guard at < path.count else { return false }
      }
      deep = (saved.p, at + 1)
      star = nil
      (p, s) = (saved.p, at + 1)
    }
  }

  /// The place after `**/` or a final `**` that begins a segment at `p`.
  private static func deepStar(_ pattern: [UInt8], _ p: Int) -> Int? {
    let slash = UInt8(ascii: "/")
    let asterisk = UInt8(ascii: "*")
    guard p + 1 < pattern.count, pattern[p] == asterisk, pattern[p + 1] == asterisk,
      p == 0 || pattern[p - 1] == slash
    else { return nil }
    if p + 2 == pattern.count { return p + 2 }
    return pattern[p + 2] == slash ? p + 3 : nil
  }

  /// The place after the single-byte matcher at `p` if it takes `byte`.
  private static func single(_ pattern: [UInt8], _ p: Int, _ byte: UInt8) -> Int? {
    switch pattern[p] {
    case UInt8(ascii: "?"): return byte == UInt8(ascii: "/") ? nil : p + 1
    case UInt8(ascii: "\\") where p + 1 < pattern.count:
      return pattern[p + 1] == byte ? p + 2 : nil
    case UInt8(ascii: "["):
      guard let (end, holds) = byteClass(pattern, p, byte) else {
        return byte == UInt8(ascii: "[") ? p + 1 : nil
      }
      return holds && byte != UInt8(ascii: "/") ? end : nil
    default: return pattern[p] == byte ? p + 1 : nil
    }
  }

  private static func byteClass(_ pattern: [UInt8], _ p: Int, _ byte: UInt8) -> (Int, Bool)? {
    var at = p + 1
    guard at < pattern.count else { return nil }
    let negated = pattern[at] == UInt8(ascii: "!") || pattern[at] == UInt8(ascii: "^")
    if negated { at += 1 }
    let first = at
    var holds = false
    while at < pattern.count, pattern[at] != UInt8(ascii: "]") || at == first {
      let low = pattern[at]
      if at + 2 < pattern.count, pattern[at + 1] == UInt8(ascii: "-"),
        pattern[at + 2] != UInt8(ascii: "]")
      {
        if low <= byte, byte <= pattern[at + 2] { holds = true }
        at += 3
      } else {
        if low == byte { holds = true }
        at += 1
      }
    }
    guard at < pattern.count else { return nil }
    return (at + 1, holds != negated)
  }
}
