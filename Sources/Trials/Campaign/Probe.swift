/// A failure in place of a reach call.
package enum Probe {
  /// `text` with its reach call of `place` replaced by `probe`, and all others by `neutral`.
  ///
  /// What leads up to the function's name, such as `globalThis.`, belongs to the call, and so does
  /// whatever stands between the name and its bracket.
  package static func planting(
    _ probe: String, at place: Int, in text: String, others neutral: String = "0"
  ) -> (text: String, holdsProbe: Bool) {
    let pieces = text.pieces(around: Toolchain.reachFunction)
    var out = pieces[0]
    var holdsProbe = false
    for piece in pieces.dropFirst() {
      while let last = out.last, last == "." || last == "_" || last.isLetter || last.isNumber {
        out.removeLast()
      }
      let call = piece.drop { $0 != "(" }.dropFirst()
      let number = call.prefix { $0 != ")" }
      let isHere = Int(number) == place
      holdsProbe = holdsProbe || isHere
      out += isHere ? probe : neutral
      out += call.dropFirst(number.count + 1)
    }
    return (out, holdsProbe)
  }
}

extension String {
  /// The text between the occurrences of `mark`; at least one piece.
  fileprivate func pieces(around mark: String) -> [String] {
    var pieces: [[UInt8]] = [[]]
    let (bytes, wanted) = (Array(utf8), Array(mark.utf8))
    var at = 0
    while at < bytes.count {
      if bytes[at...].starts(with: wanted) {
        pieces.append([])
        at += wanted.count
      } else {
        pieces[pieces.count - 1].append(bytes[at])
        at += 1
      }
    }
    return pieces.map { String(decoding: $0, as: UTF8.self) }
  }
}
