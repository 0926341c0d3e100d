import Syntax

extension Reader {
  // MARK: Facets

  /// What `place`, followed through names, reveals of another expression.
  package func facet(_ place: Place) -> (facet: Facet, of: Place)? {
    memory.facets.answer(place) { find(facetOf: place) }
  }

  private func find(facetOf place: Place) -> (facet: Facet, of: Place)? {
    let bare = bare(place)
    if kind(bare) == .name, isCounter(bare) { return (.callCount, bare) }
    if kind(bare) == .name, isSwitchedOn(bare) { return (.called, bare) }
    if kind(bare) == .name, isRecordedLocal(bare) || isListOfRequests(bare) {
      return (.callArguments, bare)
    }
    if outlines[bare.file].rules.transparent.contains(.star), let counter = lockedCounter(bare) {
      return (.callCount, counter)
    }
    let at = resolved(bare)
    if kind(bare) == .name, kind(at) == .list, first(at) == nil,
      Reader.recordings.contains(text(bare))
    {
      return (.callArguments, bare)
    }
    if let whole = kind(at) == .name ? destructured(at) : at, kind(whole) == .call,
      let name = callee(whole)?.last, Reader.told(name) == .callCount
    {
      return (.callCount, whole)
    }
    if let found = outlines[at.file].rules.facet(self, at) { return found }
    if kind(at) == .name, let whole = destructured(at), let inner = facet(whole),
      inner.facet == .callArguments
    {
      return inner
    }
    switch kind(at) {
    case .call: return callFacet(at)
    case .member:
      let parts = children(at)
      guard parts.count == 2 else { return nil }
      let name = text(parts[1])
      if let facet = recorded(at) { return (facet, at) }
      if let facet = outlines[at.file].rules.members[name] {
        return facet == .length && isStored(name, of: parts[0]) ? nil : counted(facet, parts[0])
      }
      if let facet = Reader.told(name) { return (facet, at) }
      guard let inner = facet(parts[0]) else { return nil }
      if inner.facet == .callArguments { return inner }
      guard let kept = outlines[at.file].rules.throughMembers[name], inner.facet == kept else {
        return nil
      }
      return inner
    case .list, .group:
      guard let only = first(at), kind(only) == .comprehension else { return nil }
      return facet(only)
    case .comprehension:
      let source = elements(at)
      guard source != at, let inner = facet(source), inner.facet == .callArguments else {
        return nil
      }
      return inner
    case .index:
      if let word = children(at).last.flatMap({ first($0) ?? $0 }).flatMap({ literal($0) }),
        outlines[at.file].rules.members[word] == .ok, let object = first(at)
      {
        return (.ok, object)
      }
      // One recorded call of a spy, one element of a key list.
      guard let object = first(at), let inner = facet(object),
        inner.facet == .callArguments || inner.facet == .keys
      else { return nil }
      return inner
    case .unary:
      guard let inner = first(at) else { return nil }
      guard let facet = outlines[at.file].rules.prefixes[prefix(at)] else {
        if outlines[at.file].rules.transparent.contains(prefix(at)), let kept = self.facet(inner),
          kept.facet == .callArguments
        {
          return kept
        }
        // `calls.first?`
        guard prefix(at) == tree(at).tokens[Int(tree(at)[inner.node].firstToken)].symbol else {
          return nil
        }
        return facet(inner).flatMap { $0.facet == .callArguments ? $0 : nil }
      }
      return (facet, inner)
    default: return nil
    }
  }

  private static let reads: WordSet = ["load", "Load", "get", "Get", "value"]

  private func callFacet(_ at: Place) -> (facet: Facet, of: Place)? {
    if let row = row(at, where: { if case .facet = $0.role { true } else { false } }),
      case .facet(let facet) = row.role,
      row.arity > 0 || arguments(at).positional.isEmpty,
      let subject = row.subject == .none ? at : places(row.subject, of: at, arguments(at)).first
    {
      return counted(facet, subject)
    }
    if let name = callee(at)?.last, name.hasPrefix("LoadInt") || name.hasPrefix("LoadUint"),
      let only = firstArgument(at), let counter = first(bare(only)),
      let inner = facet(counter), inner.facet == .callCount
    {
      return inner
    }
    if let inner = handedOn(at) { return inner }
    guard let name = callee(at)?.last, let object = receiver(at) else { return nil }
    let isRead = Reader.reads.contains(name)
    guard
      isRead || name == "Kind" || name == "as_u16" || name == "Name"
        || outlines[at.file].rules.languageMethods.contains(name),
      let inner = facet(object)
    else { return nil }
    switch inner.facet {
    case .callArguments: return inner
    case .keys: return Reader.keeping.contains(name) ? inner : nil
    case .status: return name == "as_u16" ? inner : nil
    case .type: return name == "Kind" || name == "Name" ? inner : nil
    case .callCount, .called: return isRead ? inner : nil
    default: return nil
    }
  }

  private static let keeping: WordSet = [
    "map", "collect", "sort", "toSorted", "slice", "to_vec", "cloned",
  ]

  /// What a spy recorded, when it is only parsed or insisted on before it is looked at.
  private func handedOn(_ call: Place) -> (facet: Facet, of: Place)? {
    guard let callee = callee(call) else { return nil }
    let isPure =
      callee.base == nil
      && outlines[call.file].rules.pure.contains(callee.names.joined(separator: "."))
    guard let only = isPure ? firstArgument(call) : insisted(call) else { return nil }
    return facet(only).flatMap { $0.facet == .callArguments ? $0 : nil }
  }

  /// Whether a name that tells how many elements others have is a number that `object` stores, as far
  /// as its name tells its type.
  private func isStored(_ name: String, of object: Place) -> Bool {
    guard let types = code.counters[name], kind(resolved(object)) != .list else { return false }
    var at = bare(object)
    let isElement = kind(at) == .index
    if isElement, let whole = first(at) { at = bare(whole) }
    var words = [path(at).last]
    let made = resolved(object)
    if kind(made) == .call, let callee = callee(made), isConstruction(made) {
      words.append(callee.last)
    }
    return words.contains { name in
      guard var word = Reader.words(name).last else { return false }
      if isElement, word.hasSuffix("s") { word.removeLast() }
      return types.contains(word)
    }
  }

  /// The number of recorded calls is a number of calls.
  private func counted(_ facet: Facet, _ subject: Place) -> (facet: Facet, of: Place) {
    let displays: NodeKinds = [.comprehension, .list, .group, .map]
    let isRecord = kind(bare(subject)) == .name && Reader.recordings.contains(text(bare(subject)))
    guard facet == .length, isRecord || !displays.contains(kind(resolved(subject))),
      self.facet(subject)?.facet == .callArguments
    else { return (facet, subject) }
    return (.callCount, subject)
  }
}
