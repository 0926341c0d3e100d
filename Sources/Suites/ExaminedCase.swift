import Syntax
import Text

/// A test case with its checks beside their judgements, before it becomes a result.
struct ExaminedCase {
  struct Entry {
    var check: Check
    var judgement: Judgement
    var range: ByteRange
    /// The text of what is looked at, without facets, for finding what supports what.
    var key: String
    /// The texts of the subject and of everything that it is a part of.
    var chain: [String]
    var subjects: [String]
    /// The request whose status is looked at: method, route and expected code.
    var request: (route: String, code: String)?
  }

  var test: TestCase
  var entries: [Entry] = []
  private let namesSubjects: Bool

  init(_ test: TestCase, namesSubjects: Bool) {
    self.test = test
    self.namesSubjects = namesSubjects
  }

  mutating func add(_ check: Check, _ judgement: Judgement, _ reader: Reader) {
    var judgement = judgement
    for flag in check.flags + reachFlags(check.reach) where !judgement.flags.contains(flag) {
      judgement.flags.append(flag)
    }
    let cap = check.reach.cap
    if judgement.tier > cap {
      judgement.tier = cap
      if !judgement.flags.contains(.capped) { judgement.flags.append(.capped) }
    }
    let tree = reader.outlines[check.anchor.file].tree
    let subject = check.claim.subject
    entries.append(
      Entry(
        check: check, judgement: judgement,
        range: check.claim.range ?? tree.range(check.anchor.node),
        key: subject.map { key($0, reader) } ?? "",
        chain: subject.map { chain($0, reader) } ?? [], subjects: names(check.claim, reader),
        request: judgement.classified == .statusOnly
          ? Contrast.request(check, reader) : Contrast.redirect(check, reader)))
  }

  private func names(_ claim: Claim, _ reader: Reader) -> [String] {
    guard namesSubjects, let subject = claim.subject else { return [] }
    let isRaising = claim.form == .raises || claim.form == .warns || claim.form == .noThrow
    var names = isRaising ? reader.handedOver(subject) : reader.subjects(subject)
    if names.isEmpty, claim.form == .equal, let other = claim.expected.first {
      names = reader.subjects(other)
    }
    return names
  }

  private func key(_ place: Place, _ reader: Reader) -> String {
    var at = reader.bare(place)
    for _ in 0..<8 {
      guard reader.kind(at) != .name, let (_, inner) = reader.facet(at) else { break }
      at = reader.bare(inner)
    }
    return reader.kind(at) == .block ? "" : reader.text(at)
  }

  private func chain(_ place: Place, _ reader: Reader) -> [String] {
    var at = reader.bare(place)
    var texts: [String] = []
    for _ in 0..<24 {
      if reader.kind(at) == .block { break }
      texts.append(reader.text(at))
      if let next = reader.definition(at) {
        at = reader.bare(next)
        continue
      }
      switch reader.kind(at) {
      case .member, .index:
        guard let object = reader.first(at) else { return texts }
        at = reader.bare(object)
      case .call:
        let inner = reader.facet(at)?.of ?? reader.receiver(at)
        guard let inner else { return texts }
        at = reader.bare(inner)
      default: return texts
      }
    }
    return texts
  }

  private func reachFlags(_ reach: Reach) -> [AssertionFlag] {
    let table: [(Reach, AssertionFlag)] = [
      (.conditional, .conditional), (.loopUnknown, .loopUnknown), (.caught, .caught),
      (.callback, .callback), (.unawaited, .unawaited), (.swallowed, .swallowed), (.dead, .dead),
      (.tolerated, .tolerated),
    ]
    return table.filter { reach.contains($0.0) }.map(\.1)
  }

  /// Weak assertions beside a strong one on the same subject are no findings.
  mutating func markSupporting() {
    guard entries.contains(where: { $0.judgement.side == .shape && !$0.key.isEmpty }) else {
      return
    }
    var strong: Set<String> = []
    for index in entries.indices
    where entries[index].judgement.side == .business && entries[index].judgement.tier >= 2 {
      strong.formUnion(entries[index].chain)
    }
    for index in entries.indices where entries[index].judgement.side == .shape {
      guard !entries[index].key.isEmpty, strong.contains(entries[index].key),
        entries[index].judgement.classified != .throwsAny
      else { continue }
      entries[index].judgement = entries[index].judgement.adding(.supporting)
    }
  }

  /// The finished test case with its kind.
  /// - Source: decision 20 of the specification
  func testCase() -> TestCase {
    var result = test
    result.assertions = entries.map { entry in
      var assertion = Assertion(
        range: entry.range, classified: entry.judgement.classified, side: entry.judgement.side,
        tier: entry.judgement.tier, flags: entry.judgement.flags, rule: entry.judgement.rule,
        because: entry.judgement.because, helper: entry.check.helper)
      assertion.subjects = entry.subjects
      return assertion
    }
    let counted = entries.indices.filter { entries[$0].judgement.classified != .meta }
    if counted.isEmpty {
      result.kind = .none
      result.flags = [.noAssertion]
      return result
    }
    let live = counted.filter { !entries[$0].check.reach.contains(.dead) }
    let order: [(Side, TestKind)] = [
      (.business, .business), (.shape, .shape), (.ambiguous, .ambiguous),
    ]
    result.kind = .vacuous
    for (side, kind) in order where live.contains(where: { entries[$0].judgement.side == side }) {
      result.kind = kind
      let basis = live.filter { entries[$0].judgement.side == side }
      if basis.allSatisfy({ entries[$0].judgement.flags.contains(.capped) }) {
        result.flags = [.capped]
      }
      break
    }
    return result
  }
}
