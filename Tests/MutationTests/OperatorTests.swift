import Mutation
import Syntax
import Testing
import Text

struct OperatorTests {
  @Test(arguments: MutationOperator.all.indices)
  func `an operator makes exactly the results of its examples`(index: Int) {
    let op = MutationOperator.all[index]
    #expect(!op.examples.isEmpty, "\(op.id) has no example")
    for example in op.examples {
      let bench = Workbench(example.fileExtension)
      let results = bench.results(example.source, by: [op])
      #expect(results == example.results, "\(op.id) in \(example.fileExtension)")
    }
  }

  @Test(arguments: MutationOperator.all.indices)
  func `an operator's results can be read, keep their lines and differ in tokens`(index: Int) {
    let op = MutationOperator.all[index]
    for example in op.examples {
      let bench = Workbench(example.fileExtension)
      let original = bench.tree(example.source)
      for result in example.results {
        let changed = bench.tree(result)
        #expect(changed.health.unreadBytes == 0, "\(op.id): \(result)")
        #expect(changed.health.unterminatedLiterals == 0, "\(op.id): \(result)")
        #expect(changed.words != original.words, "\(op.id): \(result)")
        #expect(lines(result) == lines(example.source), "\(op.id): \(result)")
      }
    }
  }

  private func lines(_ text: String) -> Int { text.utf8.count { $0 == 10 } }

  @Test func `identifiers are words and unlike each other`() {
    let ids = MutationOperator.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(id)") }
  }

  @Test func `every operator says what it changes, why, and when not`() {
    for op in MutationOperator.all {
      for text in [op.title, op.because, op.notWhen] {
        #expect(text.count >= 5, "\(op.id)")
        #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(op.id)")
      }
    }
  }
}
