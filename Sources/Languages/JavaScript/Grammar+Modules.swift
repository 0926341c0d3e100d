import Syntax

extension Parser {
  /// Reads `import a, { b as c } from "d" with { type: "json" };`.
  mutating func imports(_ start: Mark) {
    bump()
    if at(.defer), at(.star, 1) { bump() }
    if at(.type), marksTypes { bump() }
    if kind() == .identifier, kind(1) == .identifier, !at(.from, 1) { bump() }
    if kind() == .identifier {
      leaf(.name)
      if eat(.assign) {
        expression()
        endStatement()
        return wrap(.import, since: start)
      }
      eat(.comma)
    }
    moduleNames()
    source()
    endStatement()
    wrap(.import, since: start)
  }

  /// Whether `type` here is a modifier and not the imported name.
  private var marksTypes: Bool {
    if at(.from, 1) { return at(.from, 2) || at(.assign, 2) }
    return kind(1) == .identifier || kind(1) == .keyword || at(.leftCurly, 1) || at(.star, 1)
  }

  /// Reads `{ a, b as c }`, `* as d` or `*`.
  private mutating func moduleNames() {
    let start = mark()
    if eat(.star) {
      if eat(.as) {
        moduleName()
        wrap(.spread, since: start)
      }
    } else if at(.leftCurly) {
      list(.map, until: .rightCurly) { parser in
        let start = parser.mark()
        if parser.at(.type), parser.kind(1) != .punctuation,
          !parser.at(.as, 1) || parser.kind(2) == .punctuation
        {
          parser.bump()
        }
        parser.moduleName()
        if parser.eat(.as) { parser.moduleName() }
        parser.wrap(.pair, since: start)
      }
    }
  }

  private mutating func moduleName() {
    if kind() == .string { leaf(.text) } else if atName { leaf(.name) }
  }

  /// Reads `from "x" with { … }`.
  private mutating func source() {
    eat(.from)
    guard kind() == .string || kind() == .stringStart else { return }
    if kind() == .string { leaf(.text) } else { text() }
    if at(.with) || at(.assert) && !afterNewline(), at(.leftCurly, 1) {
      bump()
      object()
    }
  }

  mutating func exports(_ start: Mark) {
    bump()
    switch symbol() {
    case .default:
      bump()
      exportedDefault()
    case .assign:
      bump()
      expression()
      endStatement()
    case .as where at(.namespace, 1):
      bump()
      bump()
      if atName { leaf(.name) }
      endStatement()
    case .star, .leftCurly: return exportedNames(start)
    case .type where at(.leftCurly, 1) || at(.star, 1):
      bump()
      return exportedNames(start)
    default: statement()
    }
    wrap(.export, since: start)
  }

  private mutating func exportedNames(_ start: Mark) {
    moduleNames()
    let isImport = at(.from)
    source()
    endStatement()
    wrap(isImport ? .import : .export, since: start)
  }

  private mutating func exportedDefault() {
    let start = mark()
    switch symbol() {
    case .function: function(start)
    case .async where at(.function, 1) && !afterNewline(1): function(start)
    case .class: type(start)
    case .at: _ = decorated { $0.statement() }
    case .abstract where at(.class, 1), .interface where kind(1) == .identifier && !afterNewline(1):
      if !typedDeclaration(start) { expression() }
    default:
      expression()
      endStatement()
    }
  }
}
