import Syntax
import Text

/// How a risk area is recognised: by the words of the names around a place.
enum RiskAreas {
  /// Words, in the singular, that are evidence for an area; a weight of 2 settles it alone.
  struct Row: Sendable {
    var area: RiskArea
    var weight: Int
    var words: String
  }

  // swift-format-ignore
  static let rows: [Row] = [
    Row(area: .tenancy, weight: 2, words: "tenant tenancy workspace organization organisation org owner ownership"),
    Row(area: .tenancy, weight: 1, words: "account team customer member membership belong scoped"),
    Row(area: .auth, weight: 2, words: "auth authenticate authenticated authentication authorize authorise authorized authorization permission password login logout credential jwt oauth rbac acl forbidden unauthorized superuser csrf mfa otp passwd signin signout"),
    Row(area: .auth, weight: 1, words: "role admin token session user secret scope policy grant access signature can hash salt principal"),
    Row(area: .money, weight: 2, words: "price invoice currency payment refund tax vat discount amount cent billing charge subtotal money checkout fee payout ledger salary wage surcharge deposit"),
    Row(area: .money, weight: 1, words: "total cost balance rate percent quantity cart order rounding coupon subscription credit debit account plan due paid net gross"),
    Row(area: .operations, weight: 2, words: "retry backoff idempotency idempotent rollback deadlock lock requeue dedupe deduplicate watchdog schedule scheduler cron expire expiry expired expiration ttl deadline"),
    Row(area: .operations, weight: 1, words: "attempt queue job timeout duration transaction commit delay webhook dispatch worker now date day hour minute timezone utc due interval elapsed lease replay"),
    Row(area: .validation, weight: 2, words: "validate validation validator sanitize sanitise invalid malformed schema"),
    Row(area: .validation, weight: 1, words: "valid required allowed verify check constraint pattern permitted accept reject rule"),
    Row(area: .data, weight: 2, words: "migration sql repository database deleted orm persist upsert queryset cursor"),
    Row(area: .data, weight: 1, words: "save insert delete query row column record db backup archive model commit restore"),
  ]

  private static let evidence: [String: [(RiskArea, Int)]] = {
    var result: [String: [(RiskArea, Int)]] = [:]
    for row in rows {
      for word in row.words.split(separator: " ") {
        result[String(word), default: []].append((row.area, row.weight))
      }
    }
    return result
  }()

  /// The order in which equal evidence decides.
  private static let order: [RiskArea] = [.tenancy, .auth, .money, .operations, .validation, .data]

  /// Evidence from names, nearest first.
  struct Evidence {
    private var scores: [RiskArea: Int] = [:]

    /// Adds the words of names that are as near as `nearness` says; each word counts once.
    mutating func add(_ words: some Sequence<String>, nearness: Int) {
      for word in Set(words.map(Words.singular)) {
        for (area, weight) in RiskAreas.evidence[word] ?? [] {
          scores[area, default: 0] += weight * nearness
        }
      }
    }

    /// The area with the most evidence, if there is enough: one sure word in the place itself or
    /// the function's name, two weak ones, or a sure word in the path.
    var area: RiskArea? {
      let best = RiskAreas.order.max { (scores[$0] ?? 0) < (scores[$1] ?? 0) }
      guard let best, let score = scores[best], score >= 4 else { return nil }
      return RiskAreas.order.first { scores[$0] == score }
    }
  }
}

/// Finds risk areas in one file; remembers what it found for each statement.
struct AreaFinder {
  private let ground: Ground
  private let path: [String]
  private var found: [NodeIndex: RiskArea?] = [:]

  init(ground: Ground, path: String) {
    self.ground = ground
    self.path = Words.split(path)
  }

  /// The area of a place inside a statement.
  mutating func area(of node: NodeIndex) -> RiskArea? {
    let isWhole = ground.function(around: node) == node
    let place = isWhole ? node : ground.statements[node.int]
    if let known = found[place] { return known }
    var evidence = RiskAreas.Evidence()
    if place != ground.tree.root { evidence.add(near(place, isWhole: isWhole), nearness: 3) }
    if let function = ground.function(around: node), let name = ground.names[function] {
      evidence.add(Words.split(name), nearness: 2)
    }
    evidence.add(path, nearness: 2)
    found[place] = evidence.area
    return evidence.area
  }

  /// The words of a statement; of a statement with a body only those of its head.
  private func near(_ place: NodeIndex, isWhole: Bool) -> [String] {
    if isWhole { return ground.words(in: place, limit: 300) }
    switch ground.kind(place) {
    case .branch, .loop, .selection, .scope, .attempt:
      return ground.children(place).prefix { ground.kind($0) != .block }
        .flatMap { ground.words(in: $0, limit: 60) }
    default: return ground.words(in: place, limit: 60)
    }
  }
}
