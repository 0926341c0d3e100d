package import Mutation

extension MutationRules {
  package static let javaScript = MutationRules()
}
