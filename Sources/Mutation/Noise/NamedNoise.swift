import Syntax
import Text

extension NoiseRule {
  /// Rules that know their places by the names in a language's spelling.
  static let named: [NoiseRule] = [
    calls(
      "logging", because: "nobody asserts on log lines, and nobody should",
      [
        Example(
          "py", "logger.info('x', a + 1)\n",
          [
            "pass\n", "logger.info('x', a - 1)\n", "logger.info('x', a + 2)\n",
            "logger.info('x', a + 0)\n",
          ]),
        Example("js", "console.log(a);", [";"]),
      ]),
    calls(
      "metrics", because: "counters for operators of the system are not results",
      [Example("py", "statsd.incr('x')\n", ["pass\n"])]),
    calls(
      "debug", because: "debugging aids do nothing in production",
      [Example("py", "breakpoint()\n", ["pass\n"])]),
    calls(
      "timing", because: "waiting longer or shorter changes no result",
      [
        Example("py", "time.sleep(1)\n", ["pass\n", "time.sleep(2)\n", "time.sleep(0)\n"]),
        Example("js", "setTimeout(f, 10);", [";", "setTimeout(f, 11);", "setTimeout(f, 9);"]),
      ]),
    calls(
      "cache", because: "without the cache the result is the same, later",
      [Example("py", "cache.set(a, b)\n", ["pass\n", "cache.set(b, a)\n"])]),
    calls(
      "feature-flag", because: "a flag's state belongs to the environment",
      [Example("py", "x = feature_enabled('a', True)\n", ["x = feature_enabled('a', False)\n"])]),
    calls(
      "capacity-hint", because: "room made beforehand changes speed, not results",
      [
        Example(
          "rs", "fn f() { g(Vec::with_capacity(n + 1)); }",
          [
            "fn f() { g(Vec::with_capacity(n - 1)); }", "fn f() { g(Vec::with_capacity(n + 2)); }",
            "fn f() { g(Vec::with_capacity(n + 0)); }",
          ])
      ]),
    NoiseRule(
      "housekeeping", because: "closing and flushing is seen only when resources run out",
      examples: [
        Example("py", "f.close()\n", ["pass\n"]), Example("js", "stream.end();", [";"]),
      ],
      covers: { ground, node in
        guard let call = ground.statementCall(node) else { return false }
        return ground.isNoise(call, "housekeeping")
      }),
    NoiseRule(
      "representation", because: "the form in which an object shows itself is for people",
      examples: [
        Example(
          "py", "class A:\n  def __repr__(self):\n    return 'A'\n",
          [
            "class A:\n  def __repr__(self):\n    return \"\"\n"
          ])
      ],
      covers: { ground, node in
        guard ground.kind(node) == .function, let name = ground.tree.children(node).first
        else { return false }
        let text = ground.text(name)
        return ground.rules.noise.contains {
          $0.rule == "representation" && $0.functions.contains(text)
        }
      }),
  ]

  typealias Example = MutationOperator.Example

  private static func calls(_ name: String, because: String, _ examples: [Example]) -> NoiseRule {
    NoiseRule(
      name, because: because, examples: examples,
      covers: { ground, node in
        if let call = ground.statementCall(node) { return ground.isNoise(call, name) }
        return ground.isNoise(node, name)
      })
  }
}

extension Ground {
  /// Whether a call's callee is one of those that a rule names.
  fileprivate func isNoise(_ call: NodeIndex, _ rule: String) -> Bool {
    guard let callee = callee(call), kind(callee) == .name || kind(callee) == .member
    else { return false }
    let name = calleeName(call)
    var whole: String?
    for row in rules.noise where row.rule == rule {
      for pattern in row.callees {
        if pattern.hasSuffix(".") || pattern.hasSuffix("::") {
          let dense = whole ?? dense(callee)
          whole = dense
          if dense.hasPrefix(pattern) { return true }
        } else if matches(callee, name, pattern) {
          return true
        }
      }
    }
    return false
  }
}
