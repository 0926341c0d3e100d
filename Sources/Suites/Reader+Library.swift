import Syntax

extension Reader {
  /// Whether a call only makes a value of the library out of what the test gives it.
  func isPure(_ call: Place, depth: Int) -> Bool {
    let outline = outlines[call.file]
    guard !outline.rules.pure.isEmpty, let callee = callee(call), callee.base == nil,
      outline.rules.pure.contains(callee.names.joined(separator: "."))
    else { return false }
    let given = arguments(call)
    return !given.isEmpty && given.values.allSatisfy { isIndependent($0, depth: depth + 1) }
  }

  /// Whether a method is asked of a value of the library that only the test made.
  func isAskedOfPure(_ call: Place, depth: Int) -> Bool {
    guard let object = receiver(call), isPure(resolved(object), depth: depth),
      !Reader.readingFiles.contains(callee(call)?.last ?? "")
    else { return false }
    return isIndependent(object, depth: depth + 1)
      && arguments(call).values.allSatisfy { isIndependent($0, depth: depth + 1) }
  }

  /// Methods that ask the file system: what is there, the project has put there.
  private static let readingFiles: WordSet = [
    "read_text", "read_bytes", "open", "exists", "is_file", "is_dir", "stat", "glob", "rglob",
    "iterdir", "read_dir", "metadata",
  ]

  /// A method of what the library made, such as `createHash("md5").update(x).digest()`.
  func isOfLibrary(_ call: Place) -> Bool {
    var at = call
    for _ in 0..<8 {
      guard let object = receiver(at).map({ bare($0) }), kind(object) == .call,
        let callee = callee(object)
      else { return false }
      if callee.base == nil {
        let root = callee.names.first ?? ""
        if outlines[call.file].rules.globals.contains(root),
          case .unbound = meaning(root, at: object)
        {
          return true
        }
        return isLanguage(callee, at: object)
      }
      at = object
    }
    return false
  }

  /// Whether a member reads back what the test itself wrote into a display.
  func isOwnField(_ member: Place, depth: Int) -> Bool {
    let parts = children(member)
    guard parts.count == 2, kind(bare(parts[0])) == .name,
      case .binding(let binding, _) = meaning(text(bare(parts[0])), at: parts[0]),
      binding.source == .value
    else { return false }
    let root = bare(parts[0])
    var whole = resolved(root)
    if kind(whole) == .unary, let inner = first(whole) { whole = bare(inner) }
    guard kind(whole) == .map else { return false }
    let name = text(parts[1])
    for pair in children(whole) where kind(pair) == .pair {
      let sides = children(pair)
      guard sides.count == 2, text(sides[0]) == name else { continue }
      return isIndependent(sides[1], depth: depth + 1) && !isTouched(root, binding)
    }
    // What a literal of a struct leaves out is zero.
    let named = children(whole).filter { kind($0) == .pair }
    return outlines[member.file].rules.literalsHoldZeros && named.count == children(whole).count
      && !isTouched(root, binding)
  }
}
