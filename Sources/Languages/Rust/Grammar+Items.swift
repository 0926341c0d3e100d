import Syntax

extension Parser {
  /// Reads an item, if one starts here; it begins at `start`.
  mutating func item(_ start: Mark) -> Bool {
    let ahead = itemWord()
    switch symbol(ahead) {
    case .fn: function(start, ahead)
    case .struct: structure(start, ahead)
    case .union where kind(ahead + 1) == .identifier && !at(.bang, ahead + 1):
      structure(start, ahead)
    case .enum: enumeration(start, ahead)
    case .trait: trait(start, ahead)
    case .impl: implementation(start, ahead)
    case .mod: module(start, ahead)
    case .use: imports(start, ahead)
    case .type where kind(ahead + 1) == .identifier: alias(start, ahead)
    case .const, .static:
      guard kind(ahead + 1) == .identifier || at(.mut, ahead + 1) || at(.ref, ahead + 1) else {
        return false
      }
      constant(start, ahead)
    case .extern: external(start, ahead)
    case .macroRules where at(.bang, ahead + 1): macroRules(start, ahead + 2)
    case .macro where kind(ahead + 1) == .identifier: macroDefinition(start, ahead + 1)
    default: return false
    }
    return true
  }

  /// How far ahead the word stands that says which item this is, after what modifies it.
  private func itemWord() -> Int {
    var ahead = 0
    if at(.pub) { ahead = visibility() }
    while true {
      let next = symbol(ahead + 1)
      switch symbol(ahead) {
      case .default, .safe:
        switch next {
        case .fn, .impl, .const, .unsafe, .async, .type, .extern, .static: break
        default: return ahead
        }
      case .async, .const:
        guard next == .fn || next == .unsafe || next == .extern || next == .async else {
          return ahead
        }
      case .unsafe:
        switch next {
        case .fn, .impl, .trait, .extern, .auto, .mod, .static: break
        default: return ahead
        }
      case .extern:
        if kind(ahead + 1) == .string, at(.fn, ahead + 2) {
          ahead += 1
        } else if next != .fn {
          return ahead
        }
      case .auto: guard next == .trait else { return ahead }
      default: return ahead
      }
      ahead += 1
    }
  }

  /// How many tokens `pub`, `pub(crate)` take.
  func visibility() -> Int {
    guard at(.leftRound, 1), let close = partner(1) else { return 1 }
    switch symbol(2) {
    case .crate, .selfWord, .super, .in: return close + 1
    default: return 1
    }
  }

  mutating func skip(_ count: Int) { for _ in 0..<count { bump() } }

  private mutating func itemName() {
    if kind() == .identifier { leaf(.name) }
    if at(.less) { skipAngles() }
  }

  mutating func function(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    if at(.leftRound) { list(.parameters, until: .rightRound) { $0.parameter() } }
    var answers = false
    if eat(.arrow) {
      let result = mark()
      skipType()
      wrap(.typing, since: result)
      answers = true
    }
    skipWhere()
    if at(.leftCurly) { block(isTail: answers) } else { endItem() }
    wrap(.function, since: start)
  }

  /// Reads the semicolon of an item; what stands before it is unknown.
  private mutating func endItem() { endStatement() }

  private mutating func parameter() {
    let start = mark()
    annotations()
    if at(.ellipsis) { return bump() }
    if startsReceiver {
      while !at(.selfWord) { bump() }
      leaf(.name)
    } else {
      bindingTarget()
    }
    if eat(.colon) { if at(.ellipsis) { bump() } else { skipType() } }
    // `x in strategy` of property tests.
    if eat(.in) { expression() }
    wrap(.parameter, since: start)
  }

  /// Whether `self`, `&mut self`, `&'a self` stands here.
  private var startsReceiver: Bool {
    var ahead = 0
    if at(.ampersand) {
      ahead += 1
      if kind(ahead) == .punctuation, at(.none, ahead) { ahead += 1 }
    }
    if at(.mut, ahead) { ahead += 1 }
    return at(.selfWord, ahead) && !at(.doubleColon, ahead + 1)
  }

  private mutating func structure(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    skipWhere()
    if at(.leftRound) {
      skipGroup()
      skipWhere()
      endItem()
    } else if at(.leftCurly) {
      skipGroup()
    } else {
      endItem()
    }
    wrap(.type, since: start)
  }

  private mutating func enumeration(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    skipWhere()
    if at(.leftCurly) { list(.block, until: .rightCurly) { $0.variant() } }
    wrap(.type, since: start)
  }

  private mutating func variant() {
    annotations()
    let start = mark()
    if at(.pub) { skip(visibility()) }
    guard kind() == .identifier else { return }
    leaf(.name)
    if at(.bang), at(.leftRound, 1) || at(.leftCurly, 1) { bump() }
    if at(.leftRound) || at(.leftCurly) { skipGroup() }
    if eat(.assign) { expression() }
    wrap(.assignment, since: start)
    wrap(.declaration, since: start)
  }

  private mutating func trait(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    if at(.colon) || at(.assign) { skipBounds() }
    skipWhere()
    if at(.leftCurly) { block() } else { endItem() }
    wrap(.type, since: start)
  }

  private mutating func implementation(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    if at(.less) { skipAngles() }
    while at(.const) || at(.question) || at(.bang) || at(.tilde) { bump() }
    let first = mark()
    skipType()
    if !eat(.for) { rewind(to: first) }
    selfTypeName()
    skipWhere()
    if at(.leftCurly) { block() } else { endItem() }
    wrap(.type, since: start)
  }

  /// Reads the type that an `impl` is for; the last name of its path is a node.
  private mutating func selfTypeName() {
    let start = mark()
    while at(.ampersand) || at(.mut) || at(.dyn) || atLifetime { bump() }
    while kind() == .identifier || kind() == .keyword, at(.doubleColon, 1),
      kind(2) == .identifier || at(.super, 2)
    {
      bump()
      bump()
    }
    let next = symbol(1)
    if kind() == .identifier, next == .leftCurly || next == .less || next == .where {
      leaf(.name)
      if at(.less) { skipAngles() }
      if at(.leftCurly) || at(.where) { return }
    }
    rewind(to: start)
    skipType()
  }

  private mutating func module(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    guard at(.leftCurly) else {
      endItem()
      return wrap(.import, since: start)
    }
    block()
    wrap(.type, since: start)
  }

  /// Reads `use a::{b as c, d::*};`: every name is one node.
  private mutating func imports(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    while !isAtEnd, !at(.semicolon), !at(.rightCurly) || partnerIsOpen(start) {
      if kind() == .identifier || kind() == .keyword, !at(.as) { leaf(.name) } else { bump() }
    }
    eat(.semicolon)
    wrap(.import, since: start)
  }

  /// Whether the closing brace at the cursor belongs to one opened since `start`.
  private func partnerIsOpen(_ start: Mark) -> Bool {
    var back = -1
    while index + back > 0, back > -2_000 {
      if let partner = partner(back), partner == 0 { return at(.leftCurly, back) }
      if at(.use, back) { return false }
      back -= 1
    }
    return false
  }

  private mutating func alias(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    itemName()
    if at(.colon) { skipBounds() }
    skipWhere()
    if eat(.assign) { skipType() }
    skipWhere()
    endItem()
    wrap(.declaration, since: start)
  }

  private mutating func constant(_ start: Mark, _ ahead: Int) {
    skip(ahead + 1)
    eat(.ref)
    eat(.mut)
    let target = mark()
    if kind() == .identifier { leaf(.name) }
    if at(.less) { skipAngles() }
    if eat(.colon) { skipType() }
    if eat(.assign) || closesTypeWithAssign { expression() }
    wrap(.assignment, since: target)
    skipWhere()
    endItem()
    wrap(.declaration, since: start)
  }

  /// Reads `extern crate a;` and `extern "C" { … }`.
  private mutating func external(_ start: Mark, _ ahead: Int) {
    if at(.crate, ahead + 1) { return imports(start, ahead) }
    skip(ahead + 1)
    if kind() == .string { bump() }
    if at(.leftCurly) { block() } else { endItem() }
    wrap(.type, since: start)
  }
}
