import Syntax
import Text

extension NoiseRule {
  /// Rules that know their places by the words and the shape of the code.
  static let places: [NoiseRule] = [
    NoiseRule(
      "message", because: "the words of an error message are for people",
      examples: [
        Example(
          "py", "raise E('a' if b else f(1))\n",
          [
            "raise E('a' if not b else f(1))\n", "raise E('a' if b else f(2))\n",
            "raise E('a' if b else f(0))\n",
          ])
      ],
      covers: { ground, node in
        guard ground.kind(node) == .call, let parent = ground.tree.parent(node) else {
          return false
        }
        return ground.kind(parent) == .raise && ground.tree.children(parent).first == node
      }),
    NoiseRule(
      "timeout", because: "limits of time and of tries show only when something hangs",
      examples: [
        Example(
          "py", "x = get(url, timeout=30)\n",
          [
            "x = get(url, timeout=31)\n", "x = get(url, timeout=29)\n",
          ]),
        Example(
          "js", "const pollInterval = 20;",
          [
            "const pollInterval = 21;", "const pollInterval = 19;",
          ]),
      ],
      covers: { ground, node in
        ground.isNamed(node, ["timeout", "sleep", "interval", "poll", "debounce", "throttle"])
      }),
    NoiseRule(
      "capacity", because: "sizes of buffers and pools change speed, not results",
      examples: [
        Example(
          "py", "x = open(a, buffering=512)\n",
          [
            "x = open(a, buffering=513)\n", "x = open(a, buffering=511)\n",
          ])
      ],
      covers: { ground, node in
        ground.isNamed(
          node,
          [
            "capacity", "buffering", "bufsize", "chunksize", "poolsize", "maxsize", "prefetch",
            "concurrency", "watermark", "stacklevel", "workers", "blocksize",
          ])
      }),
    NoiseRule(
      "version", because: "a version is a name, not a computation",
      examples: [
        Example("py", "VERSION = f(3)\n", ["VERSION = f(4)\n", "VERSION = f(2)\n"])
      ],
      covers: { ground, node in ground.isNamed(node, ["version"]) }),
    NoiseRule(
      "version-check", because: "only one version of the language runs the tests",
      examples: [
        Example(
          "py", "if sys.version_info >= (3, 8): f()\n",
          [
            "if sys.version_info > (3, 8): f()\n", "if sys.version_info < (3, 8): f()\n",
            "if sys.version_info >= (4, 8): f()\n", "if sys.version_info >= (2, 8): f()\n",
            "if sys.version_info >= (3, 9): f()\n", "if sys.version_info >= (3, 7): f()\n",
            "if sys.version_info >= (3, 8): pass\n",
          ])
      ],
      covers: { ground, node in
        guard ground.kind(node) == .branch, let condition = ground.tree.child(node, .condition)
        else { return false }
        let text = ground.dense(condition)
        return text.contains("version_info") || text.contains("process.version")
          || text.contains("sys.platform") || text.contains("os.name==")
      }),
    NoiseRule(
      "radix", because: "another base or format of digits is not a likely error",
      examples: [
        Example("js", "x = parseInt(a, 10);", ["x = parseInt(a, 11);", "x = parseInt(a, 9);"])
      ],
      refuses: { ground, op, node in
        guard op.id == "constant", let list = ground.tree.parent(node),
          ground.kind(list) == .arguments, let call = ground.tree.parent(list)
        else { return false }
        return ground.rules.radixCalls.contains(ground.calleeName(call))
      }),
    NoiseRule(
      "beside-error", because: "nobody may use a result that comes with an error",
      examples: [
        Example(
          "go", "func f() (int, error) {\n\treturn 7, g(8)\n}\n",
          [
            "func f() (int, error) {\n\treturn 8, g(8)\n}\n",
            "func f() (int, error) {\n\treturn 6, g(8)\n}\n",
          ])
      ],
      refuses: { ground, _, node in ground.isBesideError(node) }),
  ]
}

extension Ground {
  /// Whether a value is returned before an error that is surely there.
  fileprivate func isBesideError(_ node: NodeIndex) -> Bool {
    guard rules.returnsErrors, let exit = tree.ancestor(node, of: [.exit, .function, .block]),
      kind(exit) == .exit, let values = tree.children(exit).first, kind(values) == .sequence,
      let error = lastChild(values), !tree.encloses(error, node), !isNull(error),
      let function = tree.ancestor(exit, of: .functions),
      rules.results(tree, function)?.last?.hasSuffix(", " + rules.literals.null) ?? false
    else { return false }
    return kind(error) != .name || text(error).lowercased().hasPrefix("err")
  }

  /// Whether `node` gives a value to a name that has one of `words`.
  fileprivate func isNamed(_ node: NodeIndex, _ words: Set<String>) -> Bool {
    guard [.argument, .pair, .assignment].contains(kind(node)),
      let target = tree.children(node).first, [.name, .member, .text].contains(kind(target)),
      range(target).count < 60
    else { return false }
    let found = Words.split(text(target))
    return DomainWords.has(found, words) || words.contains(found.suffix(2).joined())
  }
}
