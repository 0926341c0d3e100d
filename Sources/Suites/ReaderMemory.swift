import Synchronization
import Syntax

/// What a reader has found out about places, so that it is found out once.
///
/// A reader's frames only grow and its trees never change, so an answer about a place stays true.
/// Readers that share frames share their memory; another test has another memory.
final class ReaderMemory: Sendable {
  let paths = Remembered<Callee>()
  let definitions = Remembered<Place?>()
  let functions = Remembered<FunctionReference?>()
  let facets = Remembered<(facet: Facet, of: Place)?>()
  let meanings = Remembered<(name: String, meaning: Meaning)>()
  let types = Remembered<(file: Int, type: Int)?>()
  let code = Remembered<Bool>()
  let independence = Remembered<Bool>()
  /// Of a definition: whether something is put into what it defines.
  let filled = Remembered<Bool>()
  /// Of a function: the first place at which each name is lent to what may change it.
  let lent = Remembered<[String: NodeIndex]>()
  let codeCalls = Remembered<[Place]>()
  /// Of a function: the members written in it, and the calls that say what a stand-in returns.
  let members = Remembered<[(node: NodeIndex, base: NodeIndex, word: String)]>()
  let patches = Remembered<[(node: NodeIndex, given: [Place])]>()
}

/// One kind of answers.
struct Remembered<Answer: Sendable>: ~Copyable, Sendable {
  private let table = Mutex(PlaceTable<Answer>())

  /// The answer for `place` that is known; else what `find` says, which is kept.
  func answer(_ place: Place, _ find: () -> Answer) -> Answer {
    if let known = self[place] { return known }
    let found = find()
    keep(found, place)
    return found
  }

  subscript(_ place: Place) -> Answer? { table.withLock { $0[place] } }

  func keep(_ answer: Answer, _ place: Place) { table.withLock { $0.keep(answer, place) } }
}

/// Values by place; nothing is ever taken out.
struct PlaceTable<Value: Sendable>: Sendable {
  private var values: [Value] = []
  private var places: [UInt64] = []
  /// One more than the number of the value whose place hashes here; 0 is free.
  private var slots: [UInt32] = []

  /// A place as one number; nil for the rare one that does not fit, which is not kept.
  private static func key(_ place: Place) -> UInt64? {
    guard place.file < 1 << 20, place.frame < 1 << 12 else { return nil }
    return UInt64(place.file) << 44 | UInt64(place.frame) << 32 | UInt64(place.node.value)
  }

  /// Where `key` stands or would stand.
  private func slot(_ key: UInt64) -> Int {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    while slots[at] != 0, places[Int(slots[at]) - 1] != key { at = (at + 1) & mask }
    return at
  }

  subscript(_ place: Place) -> Value? {
    guard !values.isEmpty, let key = Self.key(place) else { return nil }
    let number = slots[slot(key)]
    return number == 0 ? nil : values[Int(number) - 1]
  }

  mutating func keep(_ value: Value, _ place: Place) {
    guard let key = Self.key(place) else { return }
    if values.count * 2 >= slots.count { grow() }
    let at = slot(key)
    if slots[at] == 0 {
      values.append(value)
      places.append(key)
      slots[at] = UInt32(values.count)
    } else {
      values[Int(slots[at]) - 1] = value
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(64, slots.count * 4))
    for number in places.indices { slots[slot(places[number])] = UInt32(number + 1) }
  }
}
