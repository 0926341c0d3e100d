/// Reads lines such as `12;cash;sales;19.99;coffee`.
public enum StatementLine {
  public static func parse(_ line: String) -> Entry? {
    let fields = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 4, let day = Int(fields[0]), let cents = cents(fields[3]) else {
      return nil
    }
    let memo = fields.count > 4 && !fields[4].isEmpty ? fields[4] : nil
    return Entry(
      debit: fields[1], credit: fields[2], amount: Money(cents: cents), day: day, memo: memo)
  }

  static func cents(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let units = Int(parts[0]) else { return nil }
    guard parts.count == 2 else { return units * 100 }
    guard parts[1].count == 2, let rest = Int(parts[1]) else { return nil }
    return units * 100 + rest
  }
}
