import Glibc
import Reporting

/// Standard output and standard error, and what may be written to them.
struct Console: Sendable {
  /// Whether standard error is a terminal that can redraw its last line.
  let redraws: Bool
  let outputHasColour: Bool
  let errorHasColour: Bool
  let width: Int

  init(_ colour: Options.Colour, environment: [String: String]) {
    func allows(_ descriptor: Int32) -> Bool {
      switch colour {
      case .always: return true
      case .never: return false
      case .auto: break
      }
      let isOn = { (name: String) in !(environment[name] ?? "").isEmpty && environment[name] != "0"
      }
      if isOn("FORCE_COLOR") || isOn("CLICOLOR_FORCE") { return true }
      if !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb" { return false }
      return isatty(descriptor) == 1
    }
    outputHasColour = allows(STDOUT_FILENO)
    errorHasColour = allows(STDERR_FILENO)
    redraws =
      isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb" && environment["CI"] == nil
    var size = winsize()
    let known = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = known ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }

  var theme: Theme { Theme(width: width, hasColour: outputHasColour) }

  /// Writes all of `text` to standard output.
  func print(_ text: String) throws(Failure) { try Console.write(text, to: STDOUT_FILENO) }

  /// Writes one line to standard error; nobody can be told when that fails.
  func say(_ text: String) { try? Console.write(text + "\n", to: STDERR_FILENO) }

  func fail(_ failure: Failure) {
    let (red, bold, off) = errorHasColour ? ("\u{1b}[31m", "\u{1b}[1m", "\u{1b}[0m") : ("", "", "")
    say("\(red)\(bold)tocsin:\(off) \(failure.cause)\n        \(failure.cure)")
  }

  static func write(_ text: String, to descriptor: Int32) throws(Failure) {
    try write(Array(text.utf8)[...], to: descriptor)
  }

  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(Failure) {
    var bytes = bytes
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = String(cString: strerror(errno))
        throw Failure(
          .usage, "cannot write to standard output: \(reason)",
          cure: "give the output somewhere to go, or free disk space")
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
