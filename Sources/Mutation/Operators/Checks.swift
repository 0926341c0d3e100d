import Syntax
import Text

extension MutationOperator {
  static let skipAuthorization = MutationOperator(
    "skip-authorization", .domain, title: "skips an authorisation check",
    because: "people may do what they must not", notWhen: "nothing there speaks of permissions",
    area: .auth, at: [.statement, .branch, .annotation, .call],
    examples: [
      Example("py", "require_permission(user, 'edit')\n", ["pass\n"]),
      Example(
        "py", "def f(user):\n  if not user.is_admin: raise Forbidden()\n  g()\n",
        [
          "def f(user):\n  if False: raise Forbidden()\n  g()\n"
        ]),
      Example(
        "py", "@app.route('/x')\n@login_required\ndef f(): g()\n",
        [
          "@app.route('/x')\n\ndef f(): g()\n"
        ]),
      Example("py", "login(user)\n", []),
      Example("js", "app.get('/x', requireAuth, handler);", ["app.get('/x', handler);"]),
      Example(
        "js", "if (req.user.role !== 'admin') return deny(res);",
        [
          "if (false) return deny(res);"
        ]),
    ]
  ) { ground, node in
    switch ground.kind(node) {
    case .branch:
      guard ground.isGuard(node),
        ground.guardSpeaks(node, of: DomainWords.permission, ["401", "403"])
      else { return [] }
      return ground.neverTaken(node).map { [$0] } ?? []
    case .annotation:
      let words = ground.words(in: node, limit: 8)
      guard DomainWords.has(words, DomainWords.permission) else { return [] }
      return [ground.removing(annotation: node)]
    case .call: return ground.withoutMiddleware(node)
    default:
      guard let call = ground.statementCall(node) else { return [] }
      let words = Words.split(ground.calleeName(call))
      guard DomainWords.has(words, DomainWords.permission),
        DomainWords.has(words, DomainWords.checkVerb)
      else { return [] }
      return ground.removing(statement: node).map { [$0] } ?? []
    }
  }

  static let skipTenancyCheck = MutationOperator(
    "skip-tenancy-check", .domain, title: "skips a check of who owns a thing",
    because: "one customer sees another's data", notWhen: "nothing there speaks of owners",
    area: .tenancy, at: [.branch],
    examples: [
      Example(
        "py", "def f(a, b):\n  if a.tenant_id != b.tenant_id: raise E()\n  g()\n",
        [
          "def f(a, b):\n  if False: raise E()\n  g()\n"
        ]),
      Example("js", "if (doc.ownerId !== user.id) return null;", ["if (false) return null;"]),
    ]
  ) { ground, node in
    guard ground.isGuard(node), ground.guardSpeaks(node, of: DomainWords.tenancy, []) else {
      return []
    }
    return ground.neverTaken(node).map { [$0] } ?? []
  }

  static let skipValidation = MutationOperator(
    "skip-validation", .domain, title: "takes input as it comes",
    because: "what must be refused is accepted", notWhen: "nothing there speaks of validity",
    area: .validation, at: [.statement, .branch],
    examples: [
      Example("py", "validate_order(order)\n", ["pass\n"]),
      Example(
        "py", "def f(a):\n  if a < 0: raise ValueError('a')\n  g()\n",
        [
          "def f(a):\n  if False: raise ValueError('a')\n  g()\n"
        ]),
      Example(
        "js", "if (!body.email) return res.status(422).end();",
        [
          "if (false) return res.status(422).end();"
        ]),
    ]
  ) { ground, node in
    if ground.kind(node) == .branch {
      guard ground.isGuard(node), ground.refusesInput(node) else { return [] }
      return ground.neverTaken(node).map { [$0] } ?? []
    }
    guard let call = ground.statementCall(node),
      DomainWords.has(Words.split(ground.calleeName(call)), DomainWords.validation)
    else { return [] }
    return ground.removing(statement: node).map { [$0] } ?? []
  }

  static let ignoreRepetition = MutationOperator(
    "ignore-idempotency", .domain, title: "does again what was done already",
    because: "a repeated request acts twice", notWhen: "nothing there speaks of repetition",
    area: .operations, at: [.branch, .argument, .pair],
    examples: [
      Example(
        "py", "def f(key):\n  if already_processed(key): return\n  g()\n",
        [
          "def f(key):\n  if False: return\n  g()\n"
        ]),
      Example("py", "charge(amount, idempotency_key=key)\n", ["charge(amount)\n"]),
      Example("js", "post(url, { body, idempotencyKey: key });", ["post(url, { body });"]),
    ]
  ) { ground, node in
    if ground.kind(node) == .branch {
      guard ground.isGuard(node), ground.guardSpeaks(node, of: DomainWords.repetition, [])
      else { return [] }
      return ground.neverTaken(node).map { [$0] } ?? []
    }
    guard let named = ground.named(node), ground.children(node).count == 2,
      Words.split(named.name).first == "idempotency", let list = ground.tree.parent(node),
      let edit = ground.removing(element: node, of: ground.children(list))
    else { return [] }
    return [edit]
  }

  static let skipRetry = MutationOperator(
    "skip-retry", .domain, title: "does not try again",
    because: "the first failure is the last", notWhen: "the decorator speaks of something else",
    area: .operations, at: [.annotation],
    examples: [
      Example("py", "@retry(times=3)\ndef f(): g()\n", ["\ndef f(): g()\n"])
    ]
  ) { ground, node in
    guard DomainWords.has(ground.words(in: node, limit: 4), DomainWords.retry) else { return [] }
    return [ground.removing(annotation: node)]
  }

  static let skipTransaction = MutationOperator(
    "skip-transaction", .domain, title: "leaves a transaction out",
    because: "half of a change is kept, or all of it is lost",
    notWhen: "the transaction is used by a name", area: .data,
    at: [.statement, .scope, .annotation],
    examples: [
      Example("py", "with transaction.atomic():\n  f()\n", ["if True:\n  f()\n"]),
      Example("py", "with db.transaction() as t:\n  f(t)\n", []),
      Example("py", "session.commit()\n", ["pass\n"]),
      Example("js", "await client.rollback();", [";"]),
    ]
  ) { ground, node in
    switch ground.kind(node) {
    case .annotation:
      let words = ground.words(in: node, limit: 4)
      return DomainWords.has(words, DomainWords.transaction)
        ? [ground.removing(annotation: node)] : []
    case .scope: return ground.withoutTransaction(node)
    default:
      guard let call = ground.statementCall(node),
        DomainWords.transactionCall.contains(ground.calleeName(call).lowercased())
      else { return [] }
      return ground.removing(statement: node).map { [$0] } ?? []
    }
  }
}
