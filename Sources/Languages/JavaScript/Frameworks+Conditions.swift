import Suites
import Syntax

/// What calls and members of the language and its libraries claim when they are true.
enum Conditions {
  private static let types: WordSet = [
    "Array.isArray", "Number.isInteger", "Number.isFinite", "Number.isNaN", "Number.isSafeInteger",
    "isNaN", "isFinite", "Buffer.isBuffer", "ArrayBuffer.isView", "Symbol.isSymbol",
    "util.isDeepStrictEqual.type", "React.isValidElement", "_.isString", "_.isNumber", "_.isArray",
    "_.isObject", "_.isFunction", "_.isPlainObject", "_.isBoolean", "_.isDate",
  ]
  private static let shapes: WordSet = [
    "Object.isFrozen", "Object.isSealed", "Object.isExtensible",
  ]

  static func claim(_ reader: Reader, _ place: Place) -> Claim? {
    switch reader.kind(place) {
    case .member:
      let parts = reader.children(place)
      guard parts.count == 2 else { return nil }
      switch reader.text(parts[1]) {
      case "notCalled":
        return Claim(.called, subject: parts[0], matcher: "notCalled").negated
      case "called", "calledOnce", "calledTwice", "calledThrice":
        return Claim(.called, subject: parts[0], matcher: reader.text(parts[1]))
      case "success", "ok":
        return schema(reader, reader.resolved(parts[0]))
      default: return nil
      }
    case .call: return call(reader, place)
    default: return nil
    }
  }

  private static func call(_ reader: Reader, _ place: Place) -> Claim? {
    guard let callee = reader.callee(place), !callee.names.isEmpty else { return nil }
    let name = callee.names.joined(separator: ".")
    let arguments = reader.arguments(place).positional
    if types.contains(name) || name.hasPrefix("util.types.is") {
      return Claim(.catalogue(.typeOnly), subject: arguments.first, matcher: name)
    }
    if shapes.contains(name) {
      return Claim(.catalogue(.shape), subject: arguments.first, matcher: name)
    }
    if name == "Boolean", let only = arguments.first { return reader.condition(only) }
    if name == "Object.is" || name == "util.isDeepStrictEqual" || callee.last == "isEqual"
      || callee.last == "isDeepStrictEqual", arguments.count == 2
    {
      return Claim(.equal, subject: arguments[0], expected: [arguments[1]], matcher: name)
    }
    if name == "Object.hasOwn" || name.hasSuffix("hasOwnProperty.call"), arguments.count == 2 {
      return Claim(.hasKey, subject: arguments[0], expected: [arguments[1]], matcher: name)
    }
    guard let receiver = reader.receiver(place) else { return nil }
    return method(reader, place, callee.last, receiver, arguments)
  }

  private static func method(
    _ reader: Reader, _ place: Place, _ name: String, _ receiver: Place, _ arguments: [Place]
  ) -> Claim? {
    let expected = Array(arguments.prefix(1))
    switch name {
    case "includes": return Claim(.contains, subject: receiver, expected: expected, matcher: name)
    case "startsWith", "endsWith":
      return Claim(.startsWith, subject: receiver, expected: expected, matcher: name)
    case "match":
      return Claim(.matches, subject: receiver, expected: expected, matcher: name)
    case "test":
      guard reader.kind(reader.resolved(receiver)) == .regex, let subject = expected.first else {
        return nil
      }
      return Claim(.matches, subject: subject, expected: [receiver], matcher: name)
    case "hasOwnProperty", "hasAttribute":
      return Claim(.hasKey, subject: receiver, expected: expected, matcher: name)
    case "has":
      guard !expected.isEmpty else { return nil }
      return Claim(.hasKey, subject: receiver, expected: expected, matcher: name)
    case "every", "some":
      var claim = Claim(name == "every" ? .every : .some, subject: receiver, matcher: name)
      if let function = expected.first.map({ reader.resolved($0) }),
        reader.kind(function) == .lambda, let body = reader.children(function).last,
        reader.kind(body) != .block
      {
        claim.parts = [reader.condition(body)]
      }
      return claim
    case "calledWith", "calledWithExactly", "calledOnceWith", "calledOnceWithExactly",
      "calledWithMatch", "alwaysCalledWith":
      return Claim(.calledWith, subject: receiver, expected: arguments, matcher: name)
    case "neverCalledWith":
      return Claim(.calledWith, subject: receiver, expected: arguments, matcher: name).negated
    case "calledBefore", "calledAfter":
      return Claim(.called, subject: receiver, matcher: name)
    case "any" where reader.path(receiver).last == "calls":
      return Claim(.called, subject: reader.first(receiver), matcher: name)
    default: return nil
    }
  }

  /// Reads `Schema.safeParse(x).success`.
  private static func schema(_ reader: Reader, _ place: Place) -> Claim? {
    guard reader.kind(place) == .call, let callee = reader.callee(place),
      ["safeParse", "safeParseAsync", "spa"].contains(callee.last)
    else { return nil }
    return Claim(
      .schema, subject: reader.firstArgument(place), matcher: callee.last)
  }
}
