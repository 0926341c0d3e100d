import Text

extension Lexer {
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

  /// The operator that is spelled by exactly the next `length` bytes, or `none`.
  public func operatorSymbol(_ length: Int) -> Symbol {
    let bits = UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self)
    let rows = tables.operatorRows[Int(base[position])]
    for row in Int(rows.first)..<Int(rows.first) + Int(rows.count) {
      let candidate = tables.operators[row]
      if Int(candidate.length) == length, bits & candidate.mask == candidate.bits {
        return candidate.symbol
      }
    }
    return .none
  }

  /// Makes an operator or bracket of the next `length` bytes.
  public mutating func mark(_ symbol: Symbol, length: Int) {
    let start = position
    position += length
    bracketOrOperator(symbol, start)
  }

  /// Whether a `<` before the position, outside of brackets opened since, may open type arguments.
  public func opensAngles(_ count: Int = 1) -> Bool {
    angles.count >= count && angles[angles.count - count].depth == frames.count
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
      .arrow, .ampersand, .bar, .tilde, .ellipsis, .at, .hash:
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
}
