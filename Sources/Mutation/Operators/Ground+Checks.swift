import Syntax
import Text

/// How domain operators know guards, decorators, middleware and transactions.
extension Ground {
  /// Whether the condition of a guard, its error or its status code speaks of `words`.
  func guardSpeaks(_ branch: NodeIndex, of words: Set<String>, _ codes: Set<String>) -> Bool {
    guard let condition = tree.child(branch, .condition), let body = branchBody(branch)
    else { return false }
    if DomainWords.has(self.words(in: condition, limit: 40), words) { return true }
    guard bodyStatements(body).count <= 3 else { return false }
    for node in [body] + Array(tree.descendants(body)) {
      if kind(node) == .number, codes.contains(text(node)) { return true }
      if kind(node) == .raise, DomainWords.has(Words.split(raisedName(node)), words) { return true }
      if kind(node) == .exit, DomainWords.has(returnedErrorWords(node), words) { return true }
    }
    return false
  }

  /// Whether a guard turns bad input away.
  func refusesInput(_ branch: NodeIndex) -> Bool {
    guard let body = branchBody(branch), bodyStatements(body).count <= 3 else { return false }
    for node in [body] + Array(tree.descendants(body)) {
      if kind(node) == .number, ["400", "422"].contains(text(node)) { return true }
      if kind(node) == .raise,
        DomainWords.has(Words.split(raisedName(node)), DomainWords.validationError)
      {
        return true
      }
      if kind(node) == .exit,
        DomainWords.has(returnedErrorWords(node), DomainWords.validationError)
      {
        return true
      }
    }
    return false
  }

  /// The words of the errors that a return statement names or words itself.
  private func returnedErrorWords(_ exit: NodeIndex) -> [String] {
    guard rules.returnsErrors else { return [] }
    return tree.descendants(exit).flatMap { node -> [String] in
      switch kind(node) {
      case .name:
        let words = Words.split(text(node))
        return words.first == "err" && words.count > 1 ? words : []
      case .text:
        guard let list = tree.parent(node), let call = tree.parent(list),
          ["New", "Errorf", "Error"].contains(calleeName(call))
        else { return [] }
        return text(node).lowercased().split { !$0.isLetter }.map(String.init)
      default: return []
      }
    }
  }

  /// Takes a decorator away; its line stays, empty.
  func removing(annotation node: NodeIndex) -> Edit {
    let range = range(node)
    return Edit(range, String(repeating: "\n", count: lineBreaks(range)))
  }

  /// A route's call without each argument that checks who calls.
  func withoutMiddleware(_ call: NodeIndex) -> [Edit] {
    guard rules.routeMethods.contains(calleeName(call)), let callee = callee(call),
      kind(callee) == .member
    else { return [] }
    let list = arguments(call)
    guard list.count >= 2 else { return [] }
    return list.dropLast().compactMap { argument in
      guard [.name, .member, .call].contains(kind(argument)),
        DomainWords.has(words(in: argument, limit: 6), DomainWords.permission)
      else { return nil }
      return removing(element: argument, of: list)
    }
  }

  /// A managed block without its transaction.
  func withoutTransaction(_ scope: NodeIndex) -> [Edit] {
    let parts = children(scope)
    guard let plain = rules.statements.plainScope, parts.count == 2, kind(parts[0]) == .resource,
      tree.child(parts[0], .pattern) == nil,
      DomainWords.has(words(in: parts[0], limit: 12), DomainWords.transaction)
    else { return [] }
    let head = ByteRange(range(scope).start, range(parts[0]).end)
    return lineBreaks(head) == 0 ? [Edit(head, plain)] : []
  }
}
