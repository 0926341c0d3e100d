/// An amount in the smallest unit of a currency.
public struct Money: Hashable, Sendable {
  public var cents: Int
  public var currency: String

  public init(cents: Int, currency: String = "EUR") {
    self.cents = cents
    self.currency = currency
  }

  public static func + (a: Money, b: Money) -> Money {
    Money(cents: a.cents + b.cents, currency: a.currency)
  }

  public var isNegative: Bool { cents < 0 }

  /// Shares of the amount that differ by a cent at most and add up to it.
  public func split(into parts: Int) -> [Money] {
    guard parts > 0 else { return [] }
    let share = cents / parts
    let rest = cents % parts
    return (0..<parts).map { index in
      Money(cents: share + (index < rest ? 1 : 0), currency: currency)
    }
  }

  /// The tax of a rate in percent, rounded half up.
  public func tax(percent: Int) -> Money {
    Money(cents: (cents * percent + 50) / 100, currency: currency)
  }
}
