package import Trials

extension Toolchain {
  package static let python = Toolchain()
}
