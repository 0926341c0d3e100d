package import Trials

extension Language {
  /// JavaScript, TypeScript and their markup forms.
  /// - Source: ECMA-262 and https://www.typescriptlang.org/docs/handbook/
  package static let javaScript = Language(
    id: "javascript", name: "JavaScript and TypeScript",
    grammars: [
      "js": .javaScript, "jsx": .javaScript, "mjs": .javaScript, "cjs": .javaScript,
      "ts": .typeScript, "mts": .typeScript, "cts": .typeScript, "tsx": .typeScriptX,
    ],
    suites: .javaScript, mutation: .javaScript, toolchain: .javaScript)
}
