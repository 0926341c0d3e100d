extension SyntaxTree {
  /// The first rule that the tree breaks, or nil: tokens and comments never overlap and leave only
  /// blanks between them, nodes nest, children stand in order, the root holds everything.
  public var brokenInvariant: String? {
    brokenTiling ?? brokenNesting
  }

  private var brokenTiling: String? {
    guard let last = tokens.last, last.kind == .endOfFile, Int(last.end) == bytes.count else {
      return "the last token is not the end of the file"
    }
    var at = 0
    var comment = 0
    for (index, token) in tokens.enumerated() {
      guard token.end >= token.start else { return "token \(index) ends before it starts" }
      while at < Int(token.start) {
        if comment < comments.count, Int(comments[comment].start) == at {
          at = Int(comments[comment].end)
          comment += 1
        } else if SyntaxTree.isBlank(bytes[at]) {
          at += 1
        } else {
          return "byte \(at) lies in no token"
        }
      }
      guard at == Int(token.start) else { return "token \(index) at \(token.start) overlaps" }
      at = Int(token.end)
      if token.partner != 0, !(Int(token.partner) > index && Int(token.partner) < tokens.count) {
        return "token \(index) has no such partner \(token.partner)"
      }
    }
    return comment == comments.count ? nil : "comment \(comment) lies outside every gap"
  }

  /// Bytes that may lie between tokens: ASCII blanks, line breaks, a line-joining backslash, and
  /// the bytes of a byte-order mark and of the blanks of Unicode.
  private static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case 9...13, 32, 92, 0xef, 0xbb, 0xbf, 0xc2, 0xe1...0xe3, 0x80...0x8a, 0x9a, 0x9f...0xa0,
      0xa8...0xa9,
      0xaf:
      true
    default: false
    }
  }

  private var brokenNesting: String? {
    guard nodes.count == parents.count, let root = nodes.first else { return "no root" }
    guard Int(root.descendants) == nodes.count - 1 else { return "the root lacks nodes" }
    var open: [Int] = []
    var floor: [UInt32] = []
    for index in nodes.indices {
      let node = nodes[index]
      while let last = open.last, index > last + Int(nodes[last].descendants) {
        open.removeLast()
        floor.removeLast()
      }
      guard node.endToken > node.firstToken || index == 0 else { return "node \(index) is empty" }
      if let last = open.last {
        guard parents[index] == last else { return "node \(index) has a wrong parent" }
        guard index + Int(node.descendants) <= last + Int(nodes[last].descendants),
          node.firstToken >= floor[floor.count - 1], node.endToken <= nodes[last].endToken
        else { return "node \(index) \(node) leaves its parent \(nodes[last]) or its turn" }
        floor[floor.count - 1] = node.endToken
      }
      open.append(index)
      floor.append(node.firstToken)
    }
    return nil
  }

  /// An indented outline, one node per line: kind, byte range, start of its first line.
  public var outline: String {
    var lines: [String] = []
    var depths = [Int](repeating: 0, count: nodes.count)
    for index in nodes.indices {
      let node = NodeIndex(index)
      depths[index] = index == 0 ? 0 : depths[Int(parents[index])] + 1
      let range = range(node)
      var head = String(text(node).prefix { $0 != "\n" && $0 != "\r\n" })
      if head.count > 48 { head = String(head.prefix(47)) + "…" }
      let indent = String(repeating: "  ", count: depths[index])
      lines.append("\(indent)\(kind(node)) \(range.start)..<\(range.end) \(head)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
