package import Trials

extension Toolchain {
  package static let javaScript = Toolchain(
    findRunners: { JavaScriptRunners(view: $0).found },
    recognise: { JavaScriptRunners(view: $1).runner(for: $0, because: "the command was given") },
    loadRecord: { "\n;\(Toolchain.reachFunction)(\($0));\n" },
    probe: "(() => { throw new Error(\"tocsin probe\") })()")
}
