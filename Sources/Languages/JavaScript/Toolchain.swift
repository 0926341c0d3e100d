package import Trials

extension Toolchain {
  package static let javaScript = Toolchain()
}
