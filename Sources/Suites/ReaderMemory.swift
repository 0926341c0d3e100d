import Syntax

/// What a reader has found out about places, so that it is found out once.
///
/// A reader's frames only grow and its trees never change, so an answer about a place stays true.
/// Readers that share frames share their memory; for the next test it is cleared.
final class ReaderMemory {
  let definitions = PlaceTable<Place?>()
  let functions = PlaceTable<FunctionReference?>()
  let facets = PlaceTable<(facet: Facet, of: Place)?>()
  let meanings = PlaceTable<(name: String, meaning: Meaning)>()
  let types = PlaceTable<(file: Int, type: Int)?>()
  let code = PlaceTable<Bool>()
  let independence = PlaceTable<Bool>()
  /// Of a definition: whether something is put into what it defines.
  let filled = PlaceTable<Bool>()
  /// Of a function: the first place at which each name is lent to what may change it.
  let lent = PlaceTable<[String: NodeIndex]>()
  let codeCalls = PlaceTable<[Place]>()
  /// Of a function: the members written in it, and the calls that say what a stand-in returns.
  let members = PlaceTable<[(node: NodeIndex, base: NodeIndex, word: String)]>()
  let patches = PlaceTable<[(node: NodeIndex, given: [Place])]>()
  /// Of a file: the modules that it replaces.
  let replaced = PlaceTable<Set<String>>()
  /// Of a file: whether it reaches no tested code.
  let apart = PlaceTable<Bool>()

  func clear() {
    definitions.clear()
    functions.clear()
    facets.clear()
    meanings.clear()
    types.clear()
    code.clear()
    independence.clear()
    filled.clear()
    lent.clear()
    codeCalls.clear()
    members.clear()
    patches.clear()
    replaced.clear()
    apart.clear()
  }
}

/// Answers of one kind, by place.
///
/// What finds an answer may ask for others, but nothing does while the table itself is at work.
final class PlaceTable<Value> {
  @exclusivity(unchecked) private var values: [Value] = []
  @exclusivity(unchecked) private var places: [UInt64] = []
  /// One more than the number of the value whose place hashes here; 0 is free.
  @exclusivity(unchecked) private var slots: [UInt32] = []

  /// The answer for `place` that is known; else what `find` says, which is kept.
  func answer(_ place: Place, _ find: () -> Value) -> Value {
    if let known = self[place] { return known }
    let found = find()
    keep(found, place)
    return found
  }

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

  func keep(_ value: Value, _ place: Place) {
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

  private func grow() {
    slots = [UInt32](repeating: 0, count: max(64, slots.count * 4))
    for number in places.indices { slots[slot(places[number])] = UInt32(number + 1) }
  }

  /// Forgets all, but keeps the room that it took, unless that was far too much.
  func clear() {
    guard !values.isEmpty else { return }
    if slots.count > 1024, slots.count > values.count * 16 {
      slots = []
    } else {
      for at in slots.indices { slots[at] = 0 }
    }
    values.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }
}
