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
        guard !hasPoint(start), isHex ? hasHexFraction : continuesAfterPoint(start) else { break }
        position += 1
      } else if byte == 43 || byte == 45, base[position - 1] | 32 == (isHex ? 112 : 101),
        self.byte(1) >= 48, self.byte(1) <= 57
      {
        position += 1
      } else {
        break
      }
    }
    emit(.number, from: start)
  }

  /// Whether hexadecimal digits and an exponent follow the point here, as in `0x1.8p3`.
  var hasHexFraction: Bool {
    var ahead = 1
    while (48...57).contains(byte(ahead)) || (97...102).contains(byte(ahead) | 32) { ahead += 1 }
    return ahead > 1 && byte(ahead) | 32 == 112
  }

  func continuesAfterPoint(_ start: Int) -> Bool {
    guard tables.rules.pointsNeedDigits else {
      return !isNameStart(byte(1)) || isExponent(at: 1)
    }
    let next = byte(1)
    return next >= 48 && next <= 57 && !(followsMemberOperator && base[start - 1] == 46)
  }

  public func isNameStart(_ byte: UInt8) -> Bool {
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
      var depth = 1
      while position < count {
        if base[position] == close[0], starts(with: close, at: position) {
          depth -= 1
          if depth == 0 { break }
          position += close.count
        } else if tables.rules.nestsComments, starts(with: open, at: position) {
          depth += 1
          position += open.count
        } else {
          if base[position] == 10 { flags.insert(.afterNewline) }
          position += 1
        }
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
          } else if byte == quote.escape,
            quote.interpolation.first != byte || !starts(with: quote.interpolation, at: at)
          {
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
