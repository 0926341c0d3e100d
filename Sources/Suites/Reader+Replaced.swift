import Syntax

/// Modules of the tested code that a test file has replaced as a whole.
extension Reader {
  /// Whether a value comes from a function of a replaced module in a file that can reach no tested
  /// code: whatever it answers, the test has told it.
  func isOfReplacedModule(_ place: Place) -> Bool {
    guard !outlines[place.file].rules.replacesModules.isEmpty else { return false }
    var at = resolved(place)
    for _ in 0..<16 {
      switch kind(at) {
      case .name:
        guard let whole = destructured(at) else { return false }
        at = resolved(whole)
      case .member, .index, .unary, .cast:
        guard let inner = first(at) else { return false }
        at = resolved(inner)
      case .call:
        if let object = receiver(at) {
          at = resolved(object)
          continue
        }
        guard let callee = callee(at), callee.base == nil, callee.names.count == 1,
          let found = imported(callee.last, at: at)
        else { return false }
        return replaced(in: at.file).contains(found.module) && reachesNoCode(at.file)
      default: return false
      }
    }
    return false
  }

  /// Whether all modules of its project that a file names are replaced, hold types only or belong to
  /// the test tree, so that nobody but the test itself can call its stand-ins.
  func reachesNoCode(_ file: Int) -> Bool {
    guard !outlines[file].rules.replacesModules.isEmpty else { return false }
    return memory.apart.answer(Place(file: file, node: NodeIndex(0))) { loadsNoCode(file) }
  }

  private func loadsNoCode(_ file: Int) -> Bool {
    let outline = outlines[file]
    let replaced = replaced(in: file)
    guard !replaced.isEmpty else { return false }
    return outline.imports.allSatisfy { found in
      if replaced.contains(found.module) || outline.rules.libraries.contains(found.module) {
        return true
      }
      let isScoped = found.module.hasPrefix("@")
      guard isScoped || Reader.isPath(found.module) else { return true }
      if let other = index.file(found.module, importer: outline) {
        return !outlines[other].imports.contains { Reader.isPath($0.module) }
      }
      return isNowhereNamed(found.local, in: outline.tree)
    } && !names(aModule: outline.tree, besides: replaced)
  }

  /// Whether a module is written as a path within its project.
  private static func isPath(_ module: String) -> Bool {
    [".", "@/", "~", "/", "src/"].contains { module.hasPrefix($0) }
  }

  private func isNowhereNamed(_ name: String, in tree: SyntaxTree) -> Bool {
    !tree.nodes.indices.contains {
      let node = NodeIndex($0)
      return tree.kind(node) == .name && tree.text(node) == name
        && tree.ancestor(node, of: [.import]) == nil
    }
  }

  /// Whether a call loads a module of the project that is not replaced.
  private func names(aModule tree: SyntaxTree, besides replaced: Set<String>) -> Bool {
    tree.nodes.indices.contains {
      let node = NodeIndex($0)
      guard tree.kind(node) == .call, let target = tree.children(node).first,
        ["require", "import", "spawn", "exec", "fetch"].contains(tree.text(target)),
        let list = tree.child(node, .arguments), let path = tree.children(list).first
      else { return false }
      return !replaced.contains(String(tree.text(path).dropFirst().dropLast()))
    }
  }

  /// The modules that a file replaces, as it writes them; those that keep a part of the original are
  /// not among them.
  private func replaced(in file: Int) -> Set<String> {
    memory.replaced.answer(Place(file: file, node: NodeIndex(0))) {
      let outline = outlines[file]
      var found: Set<String> = []
      for number in outline.tree.nodes.indices where outline.tree.kind(NodeIndex(number)) == .call {
        let call = Place(file: file, node: NodeIndex(number))
        guard let callee = callee(call), callee.base == nil, callee.names.count == 2,
          outline.rules.replacesModules.contains(callee.names.joined(separator: ".")),
          let module = firstArgument(call).flatMap({ literal($0) }),
          !text(call).contains("Actual"), !text(call).contains("require(")
        else { continue }
        found.insert(module)
      }
      return found
    }
  }
}
