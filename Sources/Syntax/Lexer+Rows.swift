import Text

extension Lexer {
  mutating func identifier(_ start: Int) {
    let isIdentifierByte = tables.isIdentifierByte
    if base[start] >= 128, unicodeBlank() { return }
    var at = start
    isIdentifierByte.withUnsafeBufferPointer { table in
      while table[Int(base[at])] {
        if base[at] >= 128, unicodeBlankWidth(at: at) > 0 { break }
        at += 1
      }
    }
    if at > count { at = count }
    position = at
    let length = at - start
    let next = base[at]
    if next == 34 || next == 39 || next == 35, let prefixed = tables.rules.prefixed,
      prefixed(&self, start)
    {
      return
    }
    guard length <= 16 else { return emit(.identifier, from: start) }
    var low = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
    var high: UInt64 = 0
    if length < 8 {
      low &= (1 << (8 * UInt64(length))) - 1
    } else if length > 8 {
      high = UnsafeRawPointer(base + start + 8).loadUnaligned(as: UInt64.self)
      if length < 16 { high &= (1 << (8 * UInt64(length - 8))) - 1 }
    }
    var slot = LexicalTables.slot(low, high)
    let found = tables.words.withUnsafeBufferPointer { words in
      while words[slot].symbol != .none {
        if words[slot].low == low, words[slot].high == high { return words[slot] }
        slot = (slot + 1) & LexicalTables.wordMask
      }
      return LexicalTables.WordSlot()
    }
    if found.isKeyword, !tables.rules.keywordsNameMembers || !followsMemberOperator {
      emit(.keyword, from: start, symbol: found.symbol)
    } else {
      emit(.identifier, from: start, symbol: found.symbol)
    }
  }

  var followsMemberOperator: Bool {
    guard let last = tokens.last else { return false }
    return last.symbol == .dot || last.symbol == .questionDot
  }

  /// Reads digits, letters, `.digit`, and a sign after an exponent's `e` or `p`.
  mutating func number(_ start: Int) {
    position += 1
    let isHex = base[start] == 48 && (base[position] | 32 == 120)
    while position < count {
      let byte = base[position]
      if tables.isIdentifierByte[Int(byte)] {
        if byte >= 128, unicodeBlankWidth(at: position) > 0 { break }
        position += 1
      } else if byte == 46 {
        // A point continues a number once: `1..toString()`, but not `1.method`.
        guard !isHex, !hasPoint(start), !isNameStart(self.byte(1)) || isExponent(at: 1) else {
          break
        }
        position += 1
      } else if byte == 43 || byte == 45, !isHex, base[position - 1] | 32 == 101,
        self.byte(1) >= 48, self.byte(1) <= 57
      {
        position += 1
      } else {
        break
      }
    }
    emit(.number, from: start)
  }

  func isNameStart(_ byte: UInt8) -> Bool {
    tables.isIdentifierByte[Int(byte)] && !(byte >= 48 && byte <= 57)
  }

  func hasPoint(_ start: Int) -> Bool {
    for at in start..<position where base[at] == 46 { return true }
    return false
  }

  /// Whether `ahead` starts an exponent such as `e5` or `e-5`, or the imaginary suffix of Python.
  func isExponent(at ahead: Int) -> Bool {
    let mark = byte(ahead) | 32
    if mark == 106 { return !isIdentifierByte(byte(ahead + 1)) }
    guard mark == 101 else { return false }
    let sign = byte(ahead + 1)
    let digit = sign == 43 || sign == 45 ? byte(ahead + 2) : sign
    return digit >= 48 && digit <= 57
  }

  public mutating func skipLine() {
    while position < count, base[position] != 10, base[position] != 13 { position += 1 }
  }

  mutating func comment(_ start: Int) -> Bool {
    for opener in tables.lineComments where starts(with: opener, at: start) {
      skipLine()
      emitComment(from: start)
      return true
    }
    for (open, close) in tables.blockComments where starts(with: open, at: start) {
      position += open.count
      while position < count, base[position] != close[0] || !starts(with: close, at: position) {
        if base[position] == 10 { flags.insert(.afterNewline) }
        position += 1
      }
      position = min(count, position + close.count)
      emitComment(from: start)
      return true
    }
    return false
  }

  /// Reads the literal whose quote stands at the position, and whose prefix began at `start`.
  public mutating func quote(_ start: Int) -> Bool {
    let open = position
    for index in tables.quotes.indices where starts(with: tables.quotes[index].open, at: open) {
      let length = tables.quotes[index].open.count
      if let end = plainEnd(index, from: open + length) {
        position = end
        emit(.string, from: start)
      } else {
        position = open + length
        emit(.stringStart, from: start)
        push(.string, detail: UInt8(index))
      }
      return true
    }
    return false
  }

  /// The offset after the closing quote when the body holds no interpolation and is closed.
  func plainEnd(_ index: Int, from start: Int) -> Int? {
    tables.quotes.withUnsafeBufferPointer { quotes in
      let quote = quotes[index]
      var at = start
      return quote.stops.withUnsafeBufferPointer { stops in
        while at < count {
          let byte = base[at]
          if !stops[Int(byte)] {
            at += 1
          } else if byte == quote.escape {
            at += base[at + 1] == 13 && base[at + 2] == 10 ? 3 : 2
          } else if starts(with: quote.close, at: at) {
            return at + quote.close.count
          } else if !quote.interpolation.isEmpty, starts(with: quote.interpolation, at: at) {
            return nil
          } else if byte == 10 || byte == 13, !quote.spansLines {
            return nil
          } else {
            at += 1
          }
        }
        return nil
      }
    }
  }

  mutating func stringBody(_ index: Int) {
    let quote = tables.quotes[index]
    let start = position
    while position < count {
      let byte = base[position]
      if !quote.stops[Int(byte)] {
        position += 1
        continue
      }
      if byte == quote.escape,
        quote.interpolation.first != byte || !starts(with: quote.interpolation, at: position)
      {
        position = min(count, position + (self.byte(1) == 13 && self.byte(2) == 10 ? 3 : 2))
        continue
      }
      if starts(with: quote.close, at: position) {
        if position > start { emit(.stringChunk, from: start) }
        let end = position
        position += quote.close.count
        emit(.stringEnd, from: end)
        pop()
        return
      }
      if !quote.interpolation.isEmpty, starts(with: quote.interpolation, at: position) {
        if position > start { emit(.stringChunk, from: start) }
        let open = position
        position += quote.interpolation.count
        emit(.interpolationStart, from: open)
        return push(.interpolation, detail: UInt8(index))
      }
      if byte == 10 || byte == 13, !quote.spansLines { break }
      position += 1
    }
    if position > start { emit(.stringChunk, from: start) }
    emit(.stringEnd, from: position, unterminated: true)
    pop()
  }

  mutating func punctuation(_ start: Int) {
    if base[start] == 92, let length = lineJoin(start) {
      position += length
      flags.insert(.afterSpace)
      return
    }
    if base[start] == 46, base[start + 1] >= 48, base[start + 1] <= 57, operandDue {
      return number(start)
    }
    if tables.rules.hasRegex, operandDue, base[start] == 47, let end = regexEnd(start) {
      position = end
      return emit(.regex, from: start)
    }
    let bits = UnsafeRawPointer(base + start).loadUnaligned(as: UInt32.self)
    let rows = tables.operatorRows[Int(base[start])]
    for row in Int(rows.first)..<Int(rows.first) + Int(rows.count) {
      let candidate = tables.operators[row]
      guard bits & candidate.mask == candidate.bits else { continue }
      // `a?.5:b` is a conditional, not a member.
      if candidate.symbol == .questionDot, base[start + 2] >= 48, base[start + 2] <= 57 { continue }
      position += Int(candidate.length)
      return bracketOrOperator(candidate.symbol, start)
    }
    unknownByte()
  }

  func lineJoin(_ start: Int) -> Int? {
    if byte(1) == 10 { return 2 }
    if byte(1) == 13 { return byte(2) == 10 ? 3 : 2 }
    return nil
  }

  mutating func bracketOrOperator(_ symbol: Symbol, _ start: Int) {
    switch symbol {
    case .leftRound:
      let isCondition =
        tokens.last.map {
          $0.kind == .keyword && tables.isConditionKeyword[Int($0.symbol.rawValue)]
        } ?? false
      emit(.punctuation, from: start, symbol: symbol)
      push(.round, operandAfter: isCondition)
    case .leftSquare:
      emit(.punctuation, from: start, symbol: symbol)
      push(.square)
    case .leftCurly:
      let opensBlock = curlyOpensBlock
      emit(.punctuation, from: start, symbol: symbol)
      push(.curly, operandAfter: opensBlock)
    case .rightRound: close(.round, symbol, start)
    case .rightSquare: close(.square, symbol, start)
    case .rightCurly: close(.curly, symbol, start)
    case .plusPlus, .minusMinus,
      .bang where !flags.contains(.afterNewline):
      let due = operandDue
      emit(.punctuation, from: start, symbol: symbol)
      operandDue = due
    default: emit(.punctuation, from: start, symbol: symbol)
    }
    if tables.rules.pairsAngles { pairAngles(symbol) }
  }

  /// Pairs `<` with the `>` that may close its type arguments, after a token that says `symbol`.
  ///
  /// Operators that no type holds end every candidate, so each token is pushed and popped once.
  mutating func pairAngles(_ symbol: Symbol) {
    switch symbol {
    case .less: angles.append((UInt32(tokens.count - 1), frames.count))
    case .greater: closeAngles(1)
    case .shiftRight: closeAngles(2)
    case .shiftRightUnsigned: closeAngles(3)
    case .greaterEqual where angles.last.map { isAnnotation($0.token) } ?? false: splitAngle()
    case .rightRound, .rightSquare, .rightCurly, .semicolon:
      let depth = symbol == .semicolon ? frames.count : frames.count + 1
      while let last = angles.last, last.depth >= depth { angles.removeLast() }
    case .plus, .minus:
      // `{ -readonly [K in T]+?: -1 }` is a type.
      if byte() != 63, isAfterOperand { angles.removeAll() }
    case .leftRound, .leftSquare, .leftCurly, .comma, .colon, .dot, .question, .assign, .fatArrow,
      .ampersand, .bar, .ellipsis, .at, .hash:
      break
    default: angles.removeAll()
    }
  }

  /// Whether the token before the last ends an operand.
  var isAfterOperand: Bool {
    guard tokens.count > 1 else { return false }
    let token = tokens[tokens.count - 2]
    return token.kind == .identifier || token.kind == .number || token.symbol == .rightRound
      || token.symbol == .rightSquare
  }

  /// Whether the `<` follows `: Name`, so that what it opens is surely a list of types.
  func isAnnotation(_ token: UInt32) -> Bool {
    token > 1 && tokens[Int(token) - 2].symbol == .colon
  }

  mutating func closeAngles(_ count: Int) {
    guard angles.count >= count, angles[angles.count - count].depth == frames.count else { return }
    for angle in angles.suffix(count) {
      tokens[Int(angle.token)].partner = UInt32(tokens.count - 1)
    }
    angles.removeLast(count)
  }

  /// Makes two tokens of the `>=` made last, as in `let x: Array<T>= []`.
  mutating func splitAngle() {
    position -= 1
    tokens[tokens.count - 1].end -= 1
    tokens[tokens.count - 1].symbol = .greater
    closeAngles(1)
    position += 1
    emit(.punctuation, from: position - 1, symbol: .assign)
  }

  /// Whether `{` opens a block, after which a statement starts, rather than an object literal.
  var curlyOpensBlock: Bool {
    guard let last = tokens.last else { return true }
    guard operandDue else { return true }
    switch last.symbol {
    case .fatArrow, .semicolon, .leftCurly, .rightCurly, .rightRound: return true
    case .else, .do, .try, .finally, .catch, .class: return true
    case .colon: return frames.last?.kind == .curly && frames.last?.operandAfter == true
    default: return false
    }
  }

  mutating func close(_ kind: Frame.Kind, _ symbol: Symbol, _ start: Int) {
    guard let frame = frames.last else {
      emit(.punctuation, from: start, symbol: symbol)
      operandDue = symbol == .rightCurly
      return
    }
    if frame.kind == .interpolation, symbol == .rightCurly || symbol == .rightRound {
      emit(.interpolationEnd, from: start, symbol: symbol)
      pop()
      return
    }
    if frame.kind == kind {
      emit(.punctuation, from: start, symbol: symbol)
      pop()
      operandDue = frame.operandAfter
      return
    }
    // An unmatched closer ends the nearest frame of its kind below, unless a literal lies between.
    emit(.punctuation, from: start, symbol: symbol)
    operandDue = symbol == .rightCurly
    var depth = frames.count
    while depth > 0, frames.count - depth < 64 {
      depth -= 1
      let kindBelow = frames[depth].kind
      if kindBelow == .interpolation || kindBelow == .string || kindBelow == .mode { return }
      if kindBelow == kind {
        operandDue = frames[depth].operandAfter
        frames.removeLast(frames.count - depth - 1)
        pop()
        return
      }
    }
  }

  /// The end of a regular expression literal with its flags, or nil when its line ends first.
  func regexEnd(_ start: Int) -> Int? {
    var at = start + 1
    var inClass = false
    while at < count, base[at] != 10, base[at] != 13 {
      switch base[at] {
      case 92: at += 1
      case 91: inClass = true
      case 93: inClass = false
      case 47 where !inClass:
        at += 1
        while at < count, tables.isIdentifierByte[Int(base[at])] { at += 1 }
        return at
      default: break
      }
      at += 1
    }
    return nil
  }
}
