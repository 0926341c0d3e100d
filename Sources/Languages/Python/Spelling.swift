package import Mutation

extension MutationRules {
  package static let python = MutationRules()
}
