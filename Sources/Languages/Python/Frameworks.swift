package import Suites

extension SuiteRules {
  package static let python = SuiteRules()
}
