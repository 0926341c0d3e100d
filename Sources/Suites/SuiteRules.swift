/// What a language tells the static half; filled in by its `Frameworks.swift`.
package struct SuiteRules: Sendable {
  package init() {}
}
