// swift-format-ignore-file
// swift-format-ignore-file
import DesignSystemTestKit
import Nimble
import Quick
import SnapshotTesting
import SwiftUI
import XCTVapor
import XCTest
@testable import Mixtape

// MARK: - Mocks

final class MockPlaylistRepository: PlaylistRepository {
    var stubbedPlaylists: [Playlist] = []
    var errorToThrow: Error?
    var fetchCallCount = 0
    var savedNames: [String] = []

    func fetchAll() async throws -> [Playlist] {
        fetchCallCount += 1
        if let errorToThrow { throw errorToThrow }
        return stubbedPlaylists
    }

    func save(_ playlist: Playlist) async throws {
        XCTAssertFalse(playlist.name.isEmpty, "saving an unnamed playlist")
        savedNames.append(playlist.name)
    }
}

final class MockAnalytics: AnalyticsTracking {
    var isEnabled = true
    var events: [(name: String, properties: [String: String])] = []

    func track(_ name: String, properties: [String: String]) {
        events.append((name, properties))
    }
}

final class AudioOutputSpy: AudioOutput {
    var startCount = 0
    var gains: [Double] = []

    func start() { startCount += 1 }
    func setGain(_ gain: Double) { gains.append(gain) }
}

final class MockLyricsProvider: LyricsProviding {
    var lyrics = ""
    func lyrics(for title: String) -> String { lyrics }
}

final class MockLyricsScreenModel {
    let provider: MockLyricsProvider
    init(provider: MockLyricsProvider) { self.provider = provider }
    func text(for title: String) -> String { provider.lyrics(for: title) }
}

struct TrackData: Equatable {
    var title: String
    var seconds: Int
}

// MARK: - View model

@MainActor
final class PlaylistViewModelTests: XCTestCase {
    var viewModel: PlaylistViewModel!
    var repository: MockPlaylistRepository!
    var analytics: MockAnalytics!

    override func setUp() async throws {
        repository = MockPlaylistRepository()
        analytics = MockAnalytics()
        viewModel = PlaylistViewModel(repository: repository, analytics: analytics)
    }

    override func tearDown() async throws {
        viewModel = nil
        repository = nil
        analytics = nil
    }

    func testViewModelInitialization() {
        XCTAssertNotNil(viewModel) //! vacuous none 0 impossible ? existence
    }

    func testLoadPlaylistsSuccess() async throws {
        repository.stubbedPlaylists = [Playlist(name: "Road trip"), Playlist(name: "Gym")]

        await viewModel.load()

        XCTAssertEqual(viewModel.playlists.count, 2) //! size type/shape 2
        XCTAssertNotNil(viewModel.playlists.first) //! existence type/shape 1
        XCTAssertEqual(repository.fetchCallCount, 1) //! call type/shape 1
    }

    func testFirstPlaylist() async throws {
        repository.stubbedPlaylists = [Playlist(name: "Road trip")]
        await viewModel.load()
        if let first = viewModel.playlists.first {
            XCTAssertEqual(first.subtitle, "0 tracks") //! value business 1 conditional
        }
    }

    func testRepositoryReturnsPlaylists() async throws {
        let focus = Playlist(name: "Focus")
        repository.stubbedPlaylists = [focus]
        let result = try await repository.fetchAll()
        XCTAssertEqual(result, [focus]) //! vacuous none 0 mock-return
    }

    func testLoadPlaylistsFailure() async {
        repository.errorToThrow = URLError(.notConnectedToInternet)

        await viewModel.load()

        XCTAssertEqual(viewModel.errorMessage, "You appear to be offline.") //! value business 3
        XCTAssertTrue(viewModel.playlists.isEmpty) //! size business 2 absent
    }

    func testNetworkErrorProperties() {
        let error = NSError(domain: "MixtapeTests", code: 503, userInfo: [NSLocalizedDescriptionKey: "Service down"])
        repository.errorToThrow = error
        let stored = repository.errorToThrow as NSError?
        XCTAssertEqual(stored?.code, 503) //! vacuous none 0 no-sut
    }

    func testSavePlaylist() async throws {
        try await viewModel.create(named: "  Gym ")
        XCTAssertFalse(repository.savedNames.isEmpty) //! call type/shape 1 supporting ? size
        XCTAssertEqual(repository.savedNames, ["Gym"]) //! call-args business 2
    }

    func testAnalyticsTracking() async throws {
        analytics.isEnabled = false
        XCTAssertFalse(analytics.isEnabled) //! vacuous none 0 no-sut

        analytics.isEnabled = true
        viewModel.open(Playlist(id: "42", name: "Gym"))
        XCTAssertEqual(analytics.events.last?.properties["id"], "42") //! call-args business 2
    }

    func testSearchResults() {
        let results = viewModel.search("abba")
        let sameResults = viewModel.search("abba")
        XCTAssertEqual(results, sameResults) //! mirrored none 0 self-call
    }

    func testShuffle() {
        let model = PlaylistViewModel(repository: repository, analytics: analytics)
        let before = model
        model.shuffle()
        XCTAssertEqual(model.tracks, before.tracks) //! mirrored none 0 aliasing
    }

    func testShuffleKeepsAllTracks() {
        let original = (1...50).map { "Track \($0)" }
        let shuffled = Shuffler(seed: 7).shuffle(original)
        XCTAssertNotEqual(shuffled, original) //! relational business 2 negative
        XCTAssertEqual(shuffled.sorted(), original.sorted()) //! relational business 3
    }

    func testSubtitle() {
        let playlist = Playlist.sample
        let expected = DurationFormatter.shared.string(from: playlist.duration)
        viewModel.open(playlist)
        XCTAssertEqual(viewModel.durationLabel, expected) //! mirrored none 1 sut-computed
    }

    func testDurationFormatting() {
        struct TestableDurationFormatter {
            func string(from seconds: Int) -> String {
                String(format: "%d:%02d", seconds / 60, seconds % 60)
            }
        }

        let formatter = TestableDurationFormatter()
        XCTAssertEqual(formatter.string(from: 163), "2:43") //! vacuous none 0 no-sut
    }

    func testRefreshInBackground() {
        Task {
            await viewModel.load()
            XCTAssertEqual(viewModel.refreshCount, 1) //! value business 0 unawaited
        }
    }

    func testSortingPerformance() {
        measure {
            viewModel.sort(by: .title)
        }
    }

    func testLoadCompletionIsCalled() {
        let loaded = expectation(description: "loaded")
        viewModel.onLoaded = { loaded.fulfill() }
        viewModel.loadInBackground()
        waitForExpectations(timeout: 2) //! call type/shape 1
    }
}

// MARK: - Models

final class PlaylistModelTests: XCTestCase {

    func testTrackCreation() {
        let track = TrackData(title: "Waterloo", seconds: 163)
        let copy = track
        let title = copy.title
        XCTAssertEqual(title, "Waterloo") //! vacuous none 0 no-sut
    }

    func testMaximumTracks() {
        let maximum = 100
        let expectedMaximum = 100
        XCTAssertEqual(maximum, expectedMaximum) //! vacuous none 0 constant
    }

    func testPlaylistEncoding() throws {
        let data = try JSONEncoder().encode(Playlist.sample)
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]

        XCTAssertTrue(object?.keys.contains("tracks") == true) //! shape type/shape 1
        XCTAssertNotNil(object?["createdAt"]) //! shape type/shape 1 ? existence
        XCTAssertNotNil(object?["duration"] as? Double) //! type-only type/shape 1 ? existence
        XCTAssertTrue(object?["tracks"] is [[String: Any]]) //! type-only type/shape 1
    }

    func testPlaylistProperties() {
        let labels = Mirror(reflecting: Playlist.sample).children.compactMap(\.label)
        XCTAssertEqual(labels, ["id", "name", "tracks", "createdAt"]) //! shape type/shape 2
    }

    func testPlaylistDecodingError() {
        let data = Data(#"{"name": 5}"#.utf8)
        XCTAssertThrowsError(try JSONDecoder().decode(Playlist.self, from: data)) { error in //! throws-any type/shape 1 supporting ? throws-specific
            XCTAssertTrue(error is DecodingError) //! throws-specific business 2
        }
    }

    func testPlaylistCoverState() {
        guard case .generated(_) = Playlist.sample.cover else { //! shape type/shape 1
            XCTFail("expected a generated cover")
            return
        }
    }

    func testTrackCountNotNegative() {
        XCTAssertTrue(Playlist.sample.tracks.count > -1) //! vacuous none 0 impossible
    }

    func testArtwork() {
        XCTAssertNotNil(ArtworkCache.shared.image(for: Playlist.sample)) //! existence type/shape 1
    }

    func testCardAppearance() {
        let card = PlaylistCard(playlist: .sample)
        assertSnapshot(of: card, as: .image(layout: .sizeThatFits)) //! snapshot ambiguous 2
        assertAccessible(card) //! unknown ambiguous -
    }
}

// MARK: - Share service

final class ShareRouteTests: XCTestCase {
    private var app: Application!

    override func setUpWithError() throws {
        app = Application(.testing)
        try configureShareService(app)
    }

    override func tearDown() {
        app.shutdown()
    }

    func testShareEndpoint() throws {
        try app.test(.GET, "playlists/1/share") { res in
            XCTAssertEqual(res.status, .ok) //! status-only type/shape 1
            XCTAssertTrue(res.body.string.contains("\"url\"")) //! value-partial business 2 ? shape
            XCTAssertNoThrow(try res.content.decode(ShareLink.self)) //! no-throw type/shape 1 ? shape
        }
    }
}

// MARK: - Player

final class PlayerSpec: QuickSpec {
    override class func spec() {
        describe("Player") {
            var player: Player!
            var output: AudioOutputSpy!

            beforeEach {
                output = AudioOutputSpy()
                player = Player(output: output)
                player.enqueue(Track(title: "Waterloo", artist: "ABBA"))
            }

            it("should have a queue") {
                expect(player.queue) //! vacuous none 0 incomplete
                expect(player.queue).to(haveCount(1)) //! size type/shape 2
            }

            it("should start the output") {
                player.play()
                expect(output.startCount).to(equal(1)) //! call type/shape 1
                expect(player.state).toEventually(equal(.playing)) //! value business 3
            }

            it("should compute the gain") {
                let volume = 0.5
                let preamp = 6.0
                player.play(volume: volume, preamp: preamp)
                expect(player.gain).to(equal(volume * 20 - 20 + preamp)) //! mirrored none 1 copied ? value
                expect(output.gains.last).to(beCloseTo(-4.0, within: 0.01)) //! call-args business 2
            }

            it("should have a non-negative position") {
                player.play()
                expect(player.position).to(beGreaterThanOrEqualTo(0)) //! relational business 1
            }

            it("should clear the current track on stop") {
                player.play()
                player.stop()
                expect(player.current).to(beNil()) //! existence business 2 absent
                expect { try player.resume() }.toNot(throwError()) //! no-throw type/shape 1
            }

            it("should reject invalid positions") {
                expect { try player.seek(to: -1) }.to(throwError()) //! throws-any type/shape 1
                expect { try player.seek(to: 9_999) }.to(throwError(PlayerError.outOfRange(9_999))) //! throws-specific business 3
            }

            it("should report decoding problems") {
                let empty = URL(fileURLWithPath: "/dev/null")
                expect { try player.load(url: empty) } //! throws-specific business 2
                    .to(throwError(errorType: PlayerError.self))
            }

            it("should describe the current track") {
                player.play()
                expect(player.nowPlaying.description).to(match("Waterloo .+ ABBA")) //! value-partial business 2
                expect(player.remainingLabel).to(equal(TimeLabel.format(player.remaining))) //! mirrored none 1 sut-computed
                expect(player.engine).to(beAKindOf(AudioEngine.self)) //! type-only type/shape 1
                expect(player).to(beInConsistentState()) //! unknown ambiguous -
            }

            it("should show lyrics") {
                let provider = MockLyricsProvider()
                provider.lyrics = "My my"
                let screen = MockLyricsScreenModel(provider: provider)
                expect(screen.text(for: "Waterloo")).to(equal("My my")) //! vacuous none 0 mock-return
            }
        }
    }
}
