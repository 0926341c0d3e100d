package import Trials

extension Language {
  /// Python 3.
  /// - Source: https://docs.python.org/3/reference/
  package static let python = Language(
    id: "python", name: "Python", grammars: ["py": .python, "pyi": .python],
    suites: .python, mutation: .python, toolchain: .python)
}
