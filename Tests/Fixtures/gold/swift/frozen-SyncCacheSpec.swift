// swift-format-ignore-file
import Foundation
import Nimble
import Quick
import SyncTesting

@testable import NotesSync

final class SyncCacheSpec: AsyncSpec {
  override class func spec() {
    describe("Cache") {
      var cache: NoteCache!

      beforeEach {
        cache = NoteCache(limit: 2)
      }

      it("gives back what was put in") {
        await cache.put(Note(id: "1", text: "milk"))
        let note = await cache.note("1")
        expect(note).toNot(beNil())  //! existence shape 1 supporting
        expect(note?.text).to(equal("milk"))  //! value business 3 echo
        expect(note?.isDirty).to(beTrue())  //! value business 3
        expect(note?.tags).to(beEmpty())  //! size business 2 absent
      }

      it("forgets the oldest note") {
        for id in ["1", "2", "3"] {
          await cache.put(Note(id: id, text: "n\(id)"))
        }
        await expect { await cache.ids() }.to(equal(["2", "3"]))  //! value business 3
        await expect { await cache.note("1") }.to(beNil())  //! existence business 2 absent
        await expect { await cache.count }.to(equal(2))  //! size shape 2
      }

      it("loads a missing note once") {
        let loader = LoaderSpy(answer: Note(id: "9", text: "from disk"))
        let first = await cache.note("9", loader: loader)
        _ = await cache.note("9", loader: loader)
        expect(first?.text) == "from disk"  //! value business 2 pass-through
        expect(loader.calls).to(equal(["9"]))  //! call-args business 2
        expect(loader.calls.count) == 1  //! call shape 1 supporting
        expect(loader.answer.text) == "from disk"  //! vacuous none 0 no-sut
      }

      it("is a reference") {
        let other: NoteCache = cache
        expect(cache).to(be(other))  //! vacuous none 0 no-sut ? mirrored
        expect(cache as Any).to(beAKindOf(NoteCache.self))  //! vacuous none 0 impossible ? type-only
      }

      it("counts hits") {
        let statistics = await cache.statistics()
        expect(Mirror(reflecting: statistics).children.compactMap(\.label)).to(equal(["hits", "misses"]))  //! shape shape 2
        expect(statistics.hits).to(beGreaterThanOrEqualTo(0))  //! relational business 1 ? vacuous
        expect(statistics.ratio).to(beWithin(0...1))  //! relational business 2
      }
    }

    describe("merge") {
      let base = Note(id: "1", text: "a\nb\nc")

      it("joins edits of different lines") {
        let merged = Merge.resolve(base: base, mine: base.with(text: "A\nb\nc"), theirs: base.with(text: "a\nb\nC"))
        expect(merged.text) == "A\nb\nC"  //! value business 3
        expect(merged.conflicts).to(haveCount(0))  //! size business 2 absent
        expect(merged.text.split(separator: "\n")).to(haveCount(3))  //! size shape 2 supporting
      }

      it("marks conflicts") {
        let merged = Merge.resolve(base: base, mine: base.with(text: "x\nb\nc"), theirs: base.with(text: "y\nb\nc"))
        expect(merged.text).to(contain("<<<<"))  //! value-partial business 2
        expect(merged.text).to(beginWith("<<<< mine"))  //! value-partial business 2
        expect(merged.conflicts.first) == Conflict(line: 1, mine: "x", theirs: "y")  //! value business 3
        expect(merged.text) != base.text  //! relational business 2 negative
        expectNoLostLines(merged, base)  //! unknown ambiguous 0
      }

      it("does not care who was first") {
        let one = base.with(text: "a\nB\nc")
        let two = base.with(text: "a\nb\nc\nd")
        expect(Merge.resolve(base: base, mine: one, theirs: two).text)  //! relational business 2
          .to(equal(Merge.resolve(base: base, mine: two, theirs: one).text))
        expect(Merge.resolve(base: base, mine: one, theirs: one)).to(equal(Merge.resolve(base: base, mine: one, theirs: one)))  //! mirrored none 0 self-call
      }

      it("throws for strangers") {
        expect { try Merge.checked(base: base, mine: Note(id: "2", text: "")) }.to(throwError(MergeError.strangers("1", "2")))  //! throws-specific business 3
        expect { try Merge.checked(base: base, mine: base) }.notTo(throwError())  //! no-throw shape 1
        expect { try Merge.checked(base: nil, mine: base) }.to(throwError())  //! throws-any shape 1
        expect { try Merge.checked(base: nil, mine: base) }.to(throwError(errorType: MergeError.self))  //! throws-specific business 2
      }
    }

    describe("Synchroniser") {
      var server: ServerStub!
      var sync: Synchroniser!

      beforeEach {
        server = ServerStub()
        sync = Synchroniser(server: server)
      }

      it("sends dirty notes") {
        await sync.add(Note(id: "1", text: "milk"))
        let outcome = await sync.run()
        expect(outcome.isSuccess).to(beTrue())  //! status-only shape 1 supporting
        expect(outcome.sent).to(equal(1))  //! value business 3
        expect(server.received.map(\.id)).to(equal(["1"]))  //! call-args business 2
        expect(server.received.first?.revision).to(equal(1))  //! call-args business 2
      }

      it("sends nothing twice") {
        await sync.add(Note(id: "1", text: "milk"))
        _ = await sync.run()
        server.reset()
        _ = await sync.run()
        expect(server.received).to(beEmpty())  //! call business 2 absent
        expect(server.requestCount).to(equal(1))  //! call shape 1
      }

      it("keeps notes when the server fails") {
        server.status = 503
        await sync.add(Note(id: "1", text: "milk"))
        let outcome = await sync.run()
        expect(outcome.status).to(equal(503))  //! status-only shape 1
        expect(outcome.result).to(beFailure())  //! throws-any shape 1 ? existence
        expect(outcome.result).to(beFailure { error in  //! throws-any shape 1 supporting ? throws-specific
          expect(error).to(matchError(SyncError.server(503)))  //! throws-specific business 3
        })
        await expect { await sync.pending() }.toEventually(haveCount(1))  //! size shape 2
      }

      it("answers") {
        expect(await sync.ping()).to(beSuccess())  //! no-throw shape 1 ? existence
        expect(server.ping()).to(beSuccess(equal("pong")))  //! vacuous none 0 mock-return
      }

      it("writes a log") {
        _ = await sync.run()
        expect(sync.log).to(containElementSatisfying { $0.hasPrefix("sync finished") })  //! value-partial business 2
        expect(sync.log.last).to(beTruthy())  //! existence shape 1
        expect(sync.identifier).to(match("^[0-9A-F-]{36}$"))  //! type-only shape 1 ? value-partial
        expect(sync.log as Any).to(beAKindOf([String].self))  //! type-only shape 1
      }

      pending("encrypts notes") {
        expect(server.received.first?.text).toNot(equal("milk"))  //! relational business 0 negative dead
      }
    }
  }
}

private final class LoaderSpy: NoteLoader {
  let answer: Note
  private(set) var calls: [String] = []
  init(answer: Note) { self.answer = answer }
  func load(_ id: String) -> Note? {
    calls.append(id)
    return answer
  }
}

private final class ServerStub: SyncServer {
  var status = 200
  private(set) var received: [Note] = []
  private(set) var requestCount = 0
  func ping() -> Result<String, Error> { .success("pong") }
  func post(_ note: Note) -> Int {
    requestCount += 1
    received.append(note)
    return status
  }
  func reset() { received = [] }
}
