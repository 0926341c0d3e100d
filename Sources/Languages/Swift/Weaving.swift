package import Mutation
import Trials

extension Guards {
  package static let swift = Guards(
    call: ("__tocsin(", ")"), none: ("__tocsinNone(", ", ", ")"),
    choice: .value("(", " ? (", ") : (", "))"),
    lineBreak: .separatesStatements, prefersStatements: true,
    bound: ["guard", "defer", "let", "var", "case", "#available", "#unavailable"],
    parts: [
      "get", "set", "willSet", "didSet", "_read", "_modify", "borrow", "mutate", "unsafeAddress",
      "mutating",
      "nonmutating", "@inlinable", "init",
    ],
    initializers: ["init"], untwinned: ["some"],
    wholeLines: ["#if", "#else", "#elseif", "#endif", "#sourceLocation"])
}

/// The file of ours in each woven module.
enum SwiftGuards {
  static let fileName = "TocsinWoven.swift"

  static let text = """
    // Made by tocsin in a private copy: chooses one mutant for the whole run.
    #if canImport(Glibc)
      import Glibc
    #elseif canImport(Musl)
      import Musl
    #else
      import Darwin
    #endif

    /// -3 before the environment was read, -2 records which guards are passed, -1 is the original.
    nonisolated(unsafe) private var __tocsinChosen: Int32 = -3
    nonisolated(unsafe) private var __tocsinSeen: Swift.Set<Int32> = []
    nonisolated(unsafe) private var __tocsinLock = pthread_mutex_t()

    @usableFromInline nonisolated internal func __tocsin(_ number: Int32) -> Swift.Bool {
      let chosen = __tocsinChosen
      return chosen >= -1 ? chosen == number : __tocsinSlow(number)
    }

    @usableFromInline nonisolated internal func __tocsinNone(
      _ first: Int32, _ last: Int32
    ) -> Swift.Bool {
      if __tocsinChosen == -1 { return true }
      if __tocsinChosen == -3 { _ = __tocsinSlow(0) }
      return __tocsinChosen != -2 && (__tocsinChosen < first || last < __tocsinChosen)
    }

    nonisolated private func __tocsinSlow(_ number: Int32) -> Swift.Bool {
      pthread_mutex_lock(&__tocsinLock)
      defer { pthread_mutex_unlock(&__tocsinLock) }
      if __tocsinChosen == -3 {
        if getenv("\(WovenBuild.reach)") != nil {
          __tocsinChosen = -2
        } else {
          __tocsinChosen = getenv("\(WovenBuild.choice)").flatMap { atoi($0) } ?? -1
        }
      }
      guard __tocsinChosen == -2, number > 0 else { return __tocsinChosen == number }
      if __tocsinSeen.insert(number).inserted, let path = getenv("\(WovenBuild.reach)") {
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        if file >= 0 {
          let line = "\\(number)\\n"
          _ = line.withCString { write(file, $0, strlen($0)) }
          close(file)
        }
      }
      return false
    }

    """
}
