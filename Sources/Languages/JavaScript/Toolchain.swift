import Suites
package import Trials

extension Toolchain {
  package static let javaScript = Toolchain(
    findRunners: { JavaScriptRunners(view: $0).found },
    testNames: { TestNames(files: JavaScriptTestPatterns.patterns($0)) },
    recognise: { JavaScriptRunners(view: $1).runner(for: $0, because: "the command was given") },
    loadRecord: { "\n;globalThis.\(Toolchain.reachFunction)?.(\($0));\n" },
    // Begins with a word, so that the line before it cannot take it for its arguments.
    probe: "void function () { throw new Error(\"tocsin probe\") }()",
    breakStatement: JavaScriptRunners.breakage)
}
