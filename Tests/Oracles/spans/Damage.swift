import Foundation
import Syntax

/// A seeded generator, so that a damaged text can be made again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// One way to spoil a text.
enum Damage: CaseIterable {
  case cutTail, cutHead, deleteBytes, insertMarks, insertBytes, repeatPart, nestOpeners

  private static let marks = Array("(){}[]<>\"'`/\\\n\r\t #@$%:;,.=!?|&-+*~^0fr".utf8)

  func spoil(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    func place(_ count: Int, _ random: inout SplitMix) -> Int {
      Int.random(in: 0...count, using: &random)
    }
    switch self {
    case .cutTail: bytes.removeLast(place(bytes.count, &random))
    case .cutHead: bytes.removeFirst(place(bytes.count, &random))
    case .deleteBytes:
      for _ in 0..<20 where !bytes.isEmpty { bytes.remove(at: place(bytes.count - 1, &random)) }
    case .insertMarks:
      for _ in 0..<20 {
        let mark = Damage.marks[place(Damage.marks.count - 1, &random)]
        bytes.insert(mark, at: place(bytes.count, &random))
      }
    case .insertBytes:
      for _ in 0..<20 {
        bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place(bytes.count, &random))
      }
    case .repeatPart:
      let start = place(bytes.count, &random)
      let end = min(bytes.count, start + place(400, &random))
      bytes.insert(contentsOf: bytes[start..<end], at: place(bytes.count, &random))
    case .nestOpeners:
      let mark = Damage.marks[place(Damage.marks.count - 1, &random)]
      let run = [UInt8](repeating: mark, count: place(300, &random))
      bytes.insert(contentsOf: run, at: place(bytes.count, &random))
    }
    return bytes
  }
}

/// Reads every file whole and damaged in every way, by every grammar, and counts broken trees.
func runDamage(paths: [String], seed: UInt64, grammars: [String: Grammar]) -> Int32 {
  var random = SplitMix(state: seed)
  var readings = 0
  var broken = 0
  for path in paths {
    guard let data = FileManager.default.contents(atPath: path), data.count < 400_000 else {
      continue
    }
    let source = [UInt8](data)
    for damage in Damage.allCases {
      let bytes = damage.spoil(source, &random)
      for (name, grammar) in grammars.sorted(by: { $0.key < $1.key }) {
        let tree = SyntaxTree.parse(bytes, by: grammar)
        readings += 1
        if let rule = tree.brokenInvariant {
          broken += 1
          print("broken as \(name): \(path), \(damage): \(rule)")
        }
      }
    }
  }
  print("\(readings) readings of damaged texts, \(broken) broken trees")
  return broken == 0 ? 0 : 1
}

/// Reads texts that nest 5,000 and 100,000 levels deep and prints how long each takes.
func runDeep(grammars: [String: Grammar]) -> Int32 {
  let pairs: [(open: String, close: String)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("-", ""), ("not ", ""),
    ("!", ""),
    ("lambda: ", ""), ("x => ", ""), ("f'{", "}'"), ("`${", "}`"), ("if (x) ", ""),
    ("{ if (x) ", "}"),
    ("x if ", " else y"), ("x ? ", " : y"), ("a.b(", ")"), ("await ", ""), ("() => {", "}"),
    ("function f() {", "}"), ("<a>", "</a>"), ("x<", ">"), ("1 + ", ""), ("a = ", ""),
    ("case ", ""),
    ("class A { x = ", "}"), ("new ", ""), ("*", ""), ("yield ", ""), ("do ", ""), ("a: ", ""),
    ("if a { } else ", ""), ("struct A { ", "}"), ("{ a in ", "}"), ("\"\\(", ")\""), ("try ", ""),
    ("a { ", "}"), ("var a: B<", ">"), ("switch a { case b: ", "}"), ("\\.", ""), ("a ? ", " : b"),
  ]
  var broken = 0
  for (name, grammar) in grammars.sorted(by: { $0.key < $1.key }) {
    for (open, close) in pairs {
      for (count, isClosed) in [(5_000, true), (100_000, true), (100_000, false)] {
        let text =
          String(repeating: open, count: count) + "x"
          + (isClosed ? String(repeating: close, count: count) : "") + "\n"
        let clock = ContinuousClock()
        var health = ParseHealth()
        var rule: String?
        let elapsed = clock.measure {
          let tree = SyntaxTree.parse(Array(text.utf8), by: grammar)
          health = tree.health
          rule = tree.brokenInvariant
        }
        if let rule {
          broken += 1
          print("broken as \(name): \(open) × \(count): \(rule)")
        }
        if elapsed > .milliseconds(700) || count == 5_000 && health.unreadBytes > 0 {
          print(
            "\(name): '\(open)' × \(count) \(isClosed ? "closed" : "open"): \(elapsed), unread \(health.unreadBytes)"
          )
        }
      }
    }
  }
  print("deep texts: \(broken) broken trees")
  return broken == 0 ? 0 : 1
}
