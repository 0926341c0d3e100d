package import Suites

extension SuiteRules {
  package static let go: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "go"
    return rules
  }()
}
