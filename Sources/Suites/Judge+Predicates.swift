import Syntax

extension Judge {
  /// R8: the truth of an expression that is no comparison.
  func truth(_ claim: Claim, _ depth: Int) -> Judgement {
    guard let subject = claim.subject else {
      return Judgement(.existence, 1, rule: "R8", "checks that something is true")
    }
    var shown: String { reader.excerpt(subject) }
    let at = reader.bare(subject)
    let tuple = reader.kind(at) == .group && reader.first(at) != nil && reader.bare(at) == at
    if reader.isConstant(at) || tuple || reader.kind(at) == .lambda {
      return Judgement(.vacuous, 0, [.constant], rule: "R3", "\(shown) is the same in every run")
    }
    if reader.isSetByHandler(subject) {
      return claim.isNegated
        ? Judgement(.noThrow, 1, rule: "R9", "\(shown) is set only when an error appears")
        : Judgement(.throwsAny, 1, rule: "R11", "\(shown) is set by any error")
    }
    if reader.asksEmptiness(at) {
      var asked = with(claim, .empty)
      asked.subject = reader.receiver(at) ?? at
      return size(asked)
    }
    if let seen = facetTruth(claim, subject, depth) { return seen }
    if let independent = independence(subject, nil) { return independent }
    if claim.form == .exactTruth || reader.outlines[at.file].rules.conditionsAreBoolean
      || reader.isDecision(subject)
    {
      if reader.isCaughtError(subject), !reader.isErrorObject(subject) {
        return Judgement(
          .throwsSpecific, 3, rule: "R11",
          "\(shown) of the raised error must be \(claim.isNegated ? "no" : "yes")")
      }
      if let format = reader.checkedFormat(subject) {
        return Judgement(.typeOnly, 1, rule: "R9", "\(shown) looks only at the form, \(format)")
      }
      if reader.isDoubleParameter(subject) {
        return Judgement(.callArgs, 2, rule: "R13", "the stand-in must be given such a \(shown)")
      }
      return Judgement(
        .value, 2, rule: "R8",
        "the answer of \(shown) must be \(claim.isNegated ? "no" : "yes")")
    }
    if claim.isNegated {
      return Judgement(
        .existence, 2, [.absent], rule: "R8", "\(shown) must be empty, zero or missing")
    }
    if reader.outlines[at.file].rules.objectsAreTruthy || reader.kind(at) == .name,
      reader.isConstruction(at) || reader.madeInSetUp(at)
    {
      return Judgement(
        .vacuous, 0, [.impossible], rule: "R5", "a newly made \(shown) is always there")
    }
    return Judgement(.existence, 1, rule: "R8", "accepts every \(shown) that is not empty or zero")
  }

  private func facetTruth(_ claim: Claim, _ subject: Place, _ depth: Int) -> Judgement? {
    guard let (facet, inner) = reader.facet(subject) else { return nil }
    var of: String { reader.excerpt(inner) }
    switch facet {
    case .length, .keys:
      return claim.isNegated
        ? Judgement(.size, 2, [.absent], rule: "R9", "\(of) must be empty")
        : Judgement(.size, 1, rule: "R9", "only checks that \(of) is not empty")
    case .called, .callCount, .callArguments:
      return claim.isNegated
        ? Judgement(.call, 2, [.absent], rule: "R13", "\(of) must never be called")
        : Judgement(.call, 1, rule: "R13", "checks that \(of) was called, not with what")
    case .ok, .status:
      if let independent = independence(subject, nil) { return independent }
      return Judgement(.statusOnly, 1, rule: "R9", "looks only at whether \(of) succeeded")
    case .type: return Judgement(.typeOnly, 1, rule: "R9", "looks only at the type of \(of)")
    case .copy:
      var next = claim
      next.subject = inner
      return truth(next, depth + 1)
    case .time: return nil
    }
  }

  /// Null, undefined and there-at-all.
  func presence(_ claim: Claim) -> Judgement {
    let subject = claim.subject
    // `re.search(pattern, text) is not None`
    if let subject, reader.kind(reader.resolved(subject)) == .call {
      let inner = reader.condition(subject)
      if inner.form == .matches {
        return part((claim.form == .exists) != claim.isNegated ? inner : inner.negated)
      }
    }
    let shown = subject.map { reader.excerpt($0) } ?? "it"
    let isPresent = (claim.form == .exists) != claim.isNegated
    guard let subject else {
      return Judgement(.existence, 1, rule: "R9", "only checks that something is there")
    }
    // `path.exists()` asks of something else than whether `path` is there.
    let isAsked = Judge.asking.contains(claim.matcher)
    if isPresent {
      if reader.isOptionalCast(subject) {
        return Judgement(.typeOnly, 1, rule: "R9", "looks only at the type in \(shown)")
      }
      if !isAsked,
        reader.isConstant(subject) || reader.isErrorObject(subject)
          || reader.madeInSetUp(subject) || reader.isSurelyMade(subject)
      {
        return Judgement(
          .vacuous, 0, [.impossible], rule: "R5", "\(shown) can never be missing")
      }
      if !isAsked, let independent = independence(subject, nil) { return independent }
      return Judgement(
        .existence, 1, rule: "R9", "only checks that \(shown) is there, not what it is")
    }
    if !isAsked, let independent = independence(subject, nil) { return independent }
    if let (facet, inner) = reader.facet(subject), facet == .callArguments || facet == .called {
      return Judgement(
        .call, 2, [.absent], rule: "R13", "\(reader.excerpt(inner)) must never be called")
    }
    return Judgement(
      .existence, 2, [.absent], rule: "R10", "\(shown) must be missing; nothing else passes")
  }

  /// Words that look for what a path or a handle names.
  private static let asking: WordSet = [
    "exists", "Stat", "lexists", "isfile", "isdir", "islink", "is_file", "is_dir", "is_symlink",
    "fileExists", "check",
    "waitForExistence", "waitForNonExistence",
  ]

  func type(_ claim: Claim) -> Judgement {
    guard let subject = claim.subject else {
      return Judgement(.typeOnly, 1, rule: "R9", "\(claim.matcher) looks only at a type")
    }
    var shown: String { reader.excerpt(subject) }
    let name = claim.expected.first.map { reader.excerpt($0) } ?? "a type"
    if !claim.isNegated {
      if let expected = claim.expected.first, reader.isEveryType(expected) {
        return Judgement(
          .vacuous, 0, [.impossible], rule: "R5", "everything is an instance of \(name)")
      }
      if reader.isConstruction(subject), let expected = claim.expected.first,
        reader.callee(reader.resolved(subject))?.last == reader.path(reader.bare(expected)).last
      {
        return Judgement(
          .vacuous, 0, [.impossible], rule: "R5", "\(shown) is made by calling \(name) itself")
      }
      if !reader.isElement(subject), let independent = independence(subject, nil) {
        return independent
      }
      if let error = errorType(claim, subject) { return error }
    }
    return Judgement(
      .typeOnly, 1, claim.isNegated ? [.negative] : [], rule: "R9",
      "looks only at whether \(shown) is \(claim.isNegated ? "not " : "")of the type \(name)")
  }

  /// Decision 3: the type of an error that is returned or was caught.
  private func errorType(_ claim: Claim, _ subject: Place) -> Judgement? {
    guard let expected = claim.expected.first else { return nil }
    var names = reader.path(reader.bare(expected)).names
    if names.last == "self" { names.removeLast() }
    let name = names.last ?? ""
    let isNamed = name.hasSuffix("Error") || name.hasSuffix("Exception")
    guard isNamed || reader.isErrorObject(subject) else { return nil }
    var shown: String { reader.excerpt(subject) }
    if reader.outlines[subject.file].rules.broadErrors.contains(name) {
      return Judgement(.throwsAny, 1, rule: "R11", "\(shown) may be nearly any error")
    }
    return Judgement(.throwsSpecific, 2, rule: "R11", "\(shown) must be the error \(name)")
  }

  /// Membership, substrings and patterns.
  func part(_ claim: Claim) -> Judgement {
    guard let subject = claim.subject, let element = claim.expected.first else {
      return Judgement(.valuePartial, 2, rule: "R16", "\(claim.matcher) looks at a part")
    }
    var shown: String { reader.excerpt(subject) }
    var sought: String { reader.excerpt(element) }
    if reader.isConstant(subject), reader.isConstant(element) {
      return Judgement(
        .vacuous, 0, [.constant], rule: "R3", "compares the constants \(shown) and \(sought)")
    }
    if !claim.isNegated, claim.form != .isIn, passesAlways(claim.form, element) {
      return Judgement(
        .vacuous, 0, [.impossible], rule: "R5", "every \(shown) holds \(sought)")
    }
    if claim.form == .contains, reader.isConstant(subject) || reader.isIndependent(subject) {
      // `x in (1, 2, 3)`: one of several.
      return oneOf(claim, element, subject)
    }
    if claim.form == .isIn { return oneOf(claim, subject, element) }
    if let independent = independence(subject, element) { return independent }
    if claim.isNegated {
      return Judgement(
        .relational, 1, [.negative], rule: "R9", "only excludes \(sought) from \(shown)")
    }
    if let names = namesOnly(claim, subject, element) { return names }
    if reader.isContentType(subject) {
      return Judgement(.shape, 1, rule: "R9", "\(shown) tells only the format")
    }
    if claim.form == .contains, reader.isMemberName(element, of: subject) {
      return Judgement(
        .shape, 1, rule: "R9", "checks that \(shown) has a member \(sought), not its value")
    }
    if reader.isCaughtError(subject) {
      return Judgement(
        .throwsSpecific, 3, rule: "R11", "the caught error must mention \(sought)")
    }
    if claim.form == .contains, reader.callsCode(subject),
      reader.isElementMember(element) || reader.isOfSameResult(element, subject)
    {
      return Judgement(
        .relational, 2, rule: "R9", "\(sought) of one result must be among another, \(shown)")
    }
    if let (facet, inner) = reader.facet(subject), facet == .callArguments {
      return Judgement(
        .callArgs, 2, rule: "R13",
        "\(sought) must be among the arguments of \(reader.excerpt(inner))")
    }
    if reader.isDoubleParameter(subject) {
      return Judgement(
        .callArgs, 2, rule: "R13", "the stand-in must be given \(sought) in \(shown)")
    }
    return Judgement(.valuePartial, 2, rule: "R9", "looks for \(sought) in \(shown)")
  }

  private func passesAlways(_ form: Form, _ element: Place) -> Bool {
    guard let text = reader.literal(element) else { return false }
    return text.isEmpty || form == .matches && (text == ".*" || text == "^.*$")
  }

  private func oneOf(_ claim: Claim, _ subject: Place, _ choices: Place) -> Judgement {
    var shown: String { reader.excerpt(subject) }
    var among: String { reader.excerpt(choices) }
    if let (facet, _) = reader.facet(subject) {
      switch facet {
      case .status, .ok:
        return Judgement(.statusOnly, 1, rule: "R9", "\(shown) may be any of \(among)")
      case .type: return Judgement(.typeOnly, 1, rule: "R9", "looks only at a type, \(shown)")
      case .length: return Judgement(.size, 1, rule: "R9", "\(shown) may be any of \(among)")
      default: break
      }
    }
    if let independent = independence(subject, choices) { return independent }
    return claim.isNegated
      ? Judgement(.relational, 1, [.negative], rule: "R9", "only excludes \(among) for \(shown)")
      : Judgement(.valuePartial, 2, rule: "R9", "\(shown) may be any of \(among)")
  }

  /// Members by name.
  func key(_ claim: Claim, _ depth: Int) -> Judgement {
    let shown = claim.subject.map { reader.excerpt($0) } ?? "it"
    let name = claim.expected.first.map { reader.excerpt($0) } ?? "members"
    if claim.form == .member, let subject = claim.subject,
      NodeKinds.functions.contains(reader.kind(reader.bare(subject)))
    {
      return Judgement(.throwsSpecific, 3, rule: "R11", "looks at \(name) of the raised error")
    }
    if claim.matcher == "has", let subject = claim.subject, let element = claim.expected.first,
      reader.holdsData(subject)
    {
      var inner = Claim(.contains, subject: subject, expected: [element], matcher: "has")
      inner.isNegated = claim.isNegated
      return part(inner)
    }
    if claim.form == .member, claim.expected.count > 1 {
      var inner = Claim(.equal, subject: claim.subject, expected: [claim.expected[1]])
      inner.isNegated = claim.isNegated
      inner.matcher = claim.matcher
      return judge(inner, depth: depth + 1)
    }
    if let subject = claim.subject, let independent = independence(subject, claim.expected.first) {
      return independent
    }
    if claim.isNegated {
      return Judgement(.shape, 1, [.negative], rule: "R9", "\(shown) must not have \(name)")
    }
    return Judgement(
      .shape, claim.form == .hasKeys ? 2 : 1, rule: "R9",
      "checks that \(shown) has \(name), not its value")
  }
}
