package import Trials

extension Toolchain {
  package static let go = Toolchain(
    findRunners: { _ in [] }, recognise: { _, _ in nil }, loadRecord: { _ in "" }, probe: "",
    breakStatement: "")
}
