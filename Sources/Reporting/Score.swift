/// A share with its 95 % interval; never a bare number.
package struct Score: Sendable, Equatable {
  package var killed: Int
  package var judged: Int

  package init(killed: Int, judged: Int) {
    self.killed = killed
    self.judged = judged
  }

  /// Zero when nothing was judged.
  package var value: Double { judged == 0 ? 0 : Double(killed) / Double(judged) }

  /// The Wilson score interval at 95 %, within 0…1; 0…1 when nothing was judged.
  /// - Source: E. B. Wilson, Probable inference, JASA 22 (1927)
  package var interval: (low: Double, high: Double) {
    guard judged > 0 else { return (0, 1) }
    let (n, z) = (Double(judged), 1.959964)
    let center = value + z * z / (2 * n)
    let spread = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return (
      killed == 0 ? 0 : max(0, (center - spread) / scale),
      killed == judged ? 1 : min(1, (center + spread) / scale)
    )
  }

  /// Whole percent, such as `25 %`.
  package var percent: String { Score.percent(value) + " %" }

  /// The interval in whole percent, such as `20–31 %`.
  package var range: String {
    let (low, high) = interval
    return Score.whole((low * 100).rounded()) + "–" + Score.whole((high * 100).rounded()) + " %"
  }

  /// Whole percent that says 0 and 100 only when nothing and everything is meant.
  private static func percent(_ value: Double) -> String {
    if value > 0, value < 0.01 { return "< 1" }
    if value < 1, value > 0.99 { return "> 99" }
    return whole((value * 100).rounded())
  }

  private static func whole(_ value: Double) -> String { String(Int(value)) }
}
