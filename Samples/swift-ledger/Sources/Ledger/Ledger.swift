/// Accounts and what was posted to them.
public struct Ledger: Sendable {
  public private(set) var accounts: [String: Account] = [:]
  public private(set) var entries: [Entry] = []
  /// Keys of postings that were made already.
  private var seen: Set<String> = []
  /// Nothing may be posted up to this day.
  public private(set) var closedUpTo = 0

  public init() {}

  public mutating func open(_ account: Account) {
    accounts[account.name] = account
  }

  public mutating func close(account name: String) throws {
    guard accounts[name] != nil else { throw LedgerError.unknownAccount(name) }
    accounts[name]?.isClosed = true
  }

  public mutating func closePeriod(upTo day: Int) {
    closedUpTo = max(closedUpTo, day)
  }

  /// Posts an entry once; a repeated key changes nothing.
  /// - Returns: Whether the entry is new.
  @discardableResult
  public mutating func post(_ entry: Entry, key: String? = nil, by user: String) throws -> Bool {
    if let key, seen.contains(key) { return false }
    let debit = try usable(entry.debit)
    let credit = try usable(entry.credit)
    guard debit.ownerID == user, credit.ownerID == user else { throw LedgerError.notAllowed }
    guard entry.amount.cents > 0 else { throw LedgerError.notPositive }
    guard entry.day > closedUpTo else { throw LedgerError.periodClosed(day: entry.day) }
    if let first = entries.first, first.amount.currency != entry.amount.currency {
      throw LedgerError.mixedCurrencies
    }
    entries.append(entry)
    if let key { seen.insert(key) }
    return true
  }

  private func usable(_ name: String) throws -> Account {
    guard let account = accounts[name] else { throw LedgerError.unknownAccount(name) }
    if account.isClosed { throw LedgerError.closedAccount(name) }
    return account
  }

  // MARK: Reading

  public func balance(of name: String, upTo day: Int = .max) throws -> Int {
    guard let account = accounts[name] else { throw LedgerError.unknownAccount(name) }
    var debits = 0
    var credits = 0
    for entry in entries where entry.day <= day {
      if entry.debit == name { debits += entry.amount.cents }
      if entry.credit == name { credits += entry.amount.cents }
    }
    return account.kind.growsByDebit ? debits - credits : credits - debits
  }

  /// The entries that touch accounts of `user`, the newest first.
  public func statement(for user: String) -> [Entry] {
    entries
      .filter { entry in
        accounts[entry.debit]?.ownerID == user || accounts[entry.credit]?.ownerID == user
      }
      .sorted { $0.day > $1.day }
  }

  /// Income less expenses.
  public func profit() throws -> Int {
    var profit = 0
    for account in accounts.values {
      switch account.kind {
      case .income: profit += try balance(of: account.name)
      case .expense: profit -= try balance(of: account.name)
      case .asset, .liability: continue
      }
    }
    return profit
  }
}
