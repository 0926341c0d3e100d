package import Suites

extension SuiteRules {
  package static let javaScript = SuiteRules()
}
