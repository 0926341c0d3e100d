import Syntax
import Text

/// Makes the functions of a file fail when they run.
enum RustBreakage {
  /// The branch keeps the compiler from calling what follows unreachable.
  static let failure = " if true { panic!(\"tocsin break control\") }"

  /// A failure at the start of every test of the file or, when it holds none, of every function.
  static func broken(_ bytes: [UInt8], tests: Bool) -> [UInt8] {
    let tree = SyntaxTree.parse(bytes, by: .rust)
    let places = tests ? testBodies(tree) : functionBodies(tree)
    let text = Array(failure.utf8)
    return bytes.applying(places.sorted().map { Edit(ByteRange($0, $0), text) })
  }

  /// Where the bodies of tests begin, also of those that a macro of the file defines, whose tokens
  /// make no tree.
  private static func testBodies(_ tree: SyntaxTree) -> [UInt32] {
    var places: [UInt32] = []
    var isMarked = false
    var index = 0
    while index < tree.tokens.count {
      let token = tree.tokens[index]
      switch token.symbol {
      case .hash:
        guard index + 1 < tree.tokens.count, tree.tokens[index + 1].symbol == .leftSquare,
          tree.tokens[index + 1].partner > 0
        else { break }
        isMarked = isMarked || marksTest(tree, index + 2)
        index = Int(tree.tokens[index + 1].partner)
      case .fn:
        guard isMarked else { break }
        isMarked = false
        while index < tree.tokens.count, tree.tokens[index].symbol != .leftCurly,
          tree.tokens[index].symbol != .semicolon
        {
          index += 1
        }
        if index < tree.tokens.count, tree.tokens[index].symbol == .leftCurly {
          places.append(tree.tokens[index].end)
        }
      case .leftCurly, .rightCurly, .semicolon: isMarked = false
      default: break
      }
      index += 1
    }
    return places
  }

  /// Whether the path of the attribute whose first token is at `index` ends with a test's word.
  private static func marksTest(_ tree: SyntaxTree, _ index: Int) -> Bool {
    var last = index
    while last + 2 < tree.tokens.count, tree.tokens[last + 1].symbol == .doubleColon { last += 2 }
    return RustTests.attributes.contains(tree.text(token: last))
  }

  private static func functionBodies(_ tree: SyntaxTree) -> [UInt32] {
    var places: [UInt32] = []
    var skipTo = 0
    for index in tree.nodes.indices where index >= skipTo {
      let node = NodeIndex(index)
      switch tree.kind(node) {
      case .decorated where RustTests.isTestCode(tree, node):
        skipTo = index + Int(tree[node].descendants) + 1
      case .function where RustTests.isMacro(tree, node):
        skipTo = index + Int(tree[node].descendants) + 1
      case .function:
        guard let body = tree.child(node, .block) else { continue }
        places.append(tree.firstToken(body).end)
      default: continue
      }
    }
    return places
  }
}
