// swift-format-ignore-file
// swift-format-ignore-file
import Foundation
import Nimble
import SnapshotTesting
import WaylineTestSupport
import XCTest
@testable import Wayline

// MARK: - Stand-ins and fixtures

private final class ElevationServiceSpy: ElevationService {
    private(set) var requests: [[Coordinate]] = []
    private(set) var cancelCount = 0
    var answer: Result<[Double], Error> = .success([])

    func elevations(for coordinates: [Coordinate], completion: @escaping (Result<[Double], Error>) -> Void) {
        precondition(coordinates.count <= 500, "the real service refuses larger batches")
        requests.append(coordinates)
        completion(answer)
    }

    func cancelAll() {
        cancelCount += 1
    }
}

private extension Coordinate {
    static let zurich = Coordinate(latitude: 47.3769, longitude: 8.5417)
    static let baden = Coordinate(latitude: 47.4735, longitude: 8.3063)
    static let brugg = Coordinate(latitude: 47.4851, longitude: 8.2085)
}

private enum Fixture {
    static let limmat = """
    <gpx version="1.1"><trk><name>Limmat</name><trkseg>
      <trkpt lat="47.3769" lon="8.5417"/>
      <trkpt lat="47.4735" lon="8.3063"><ele>381.5</ele></trkpt>
    </trkseg></trk></gpx>
    """

    static let badLatitude = """
    <gpx version="1.1"><trk><trkseg>
      <trkpt lat="91.0" lon="8.5417"/>
    </trkseg></trk></gpx>
    """

    static let vendorExtension = """
    <gpx version="1.1"><trk><extensions><garmin:color>red</garmin:color></extensions></trk></gpx>
    """

    static func load(_ name: String) throws -> Track {
        let url = try XCTUnwrap(Bundle.module.url(forResource: name, withExtension: "gpx"), "missing fixture \(name)")
        return try GPXParser().parse(String(contentsOf: url, encoding: .utf8))
    }
}

private func assertCoordinate(
    _ coordinate: Coordinate,
    _ latitude: Double,
    _ longitude: Double,
    file: StaticString = #filePath,
    line: UInt = #line
) {
    XCTAssertEqual(coordinate.latitude, latitude, accuracy: 1e-6, file: file, line: line)
    XCTAssertEqual(coordinate.longitude, longitude, accuracy: 1e-6, file: file, line: line)
}

private func beNorth(of other: Coordinate) -> Matcher<Coordinate> {
    Matcher.simple("be north of \(other)") { expression in
        guard let actual = try expression.evaluate() else { return .fail }
        return MatcherStatus(bool: actual.latitude > other.latitude)
    }
}

// MARK: - Parsing

final class GPXParserTests: XCTestCase {
    private let parser = GPXParser()

    func testReadsPointsInDocumentOrder() throws {
        let track = try parser.parse(Fixture.limmat)

        XCTAssertEqual(track.name, "Limmat") //! value business 3
        XCTAssertEqual(track.points.count, 2) //! size type/shape 2 supporting
        assertCoordinate(track.points[0].coordinate, 47.3769, 8.5417) //! value business 3; value business 3
        XCTAssertNil(track.points[0].elevation) //! existence business 2 absent
    }

    func testMetadataIsCarriedOver() throws {
        let track = try Fixture.load("gotthard")

        let metadata = try XCTUnwrap(track.metadata) //! existence type/shape 1 supporting
        XCTAssertEqual(metadata.author, "SAC Uri") //! value business 3
        expect(metadata.keywords).to(contain("pass")) //! value-partial business 2
        expect(metadata.link).toNot(beNil()) //! existence type/shape 1
    }

    func testWaypoints() throws {
        let track = try Fixture.load("gotthard")
        let names = track.waypoints.map(\.name)

        XCTAssertGreaterThanOrEqual(names.count, 0) //! vacuous none 0 impossible
        XCTAssertTrue(names.contains { $0.hasPrefix("Andermatt") }) //! value-partial business 2
    }

    func testForeignRootElementIsReported() {
        XCTAssertThrowsError(try parser.parse("<kml/>")) { error in //! throws-any type/shape 1 supporting ? throws-specific
            guard case GPXError.unexpectedRoot(let name) = error else { //! throws-specific business 2
                return XCTFail("unexpected error \(error)")
            }
            XCTAssertEqual(name, "kml") //! throws-specific business 3
        }
    }

    func testEmptyInput() {
        expect { try self.parser.parse("") }.to(throwError(GPXError.empty)) //! throws-specific business 3
    }

    func testTruncatedInputFails() {
        for length in [1, 12, 40] {
            let prefix = String(Fixture.limmat.prefix(length))
            expect { try self.parser.parse(prefix) }.to(throwError()) //! throws-any type/shape 1
        }
    }

    func testLatitudeOutOfRange() throws {
        do {
            _ = try parser.parse(Fixture.badLatitude)
            XCTFail("91 degrees north must be refused") //! throws-any type/shape 1 supporting ? none
        } catch let error as GPXError {
            XCTAssertEqual(error.line, 2) //! throws-specific business 3
        }
    }

    func testUnsupportedVersion() {
        let source = #"<gpx version="0.4"/>"#
        expect { try self.parser.parse(source) }.to(throwError(errorType: GPXError.self)) //! throws-specific business 2
    }

    func testLenientModeSkipsUnknownElements() {
        let lenient = GPXParser(mode: .lenient)
        XCTAssertNoThrow(try lenient.parse(Fixture.vendorExtension)) //! no-throw type/shape 1
    }
}

// MARK: - Geometry

final class TrackGeometryTests: XCTestCase {

    func testDistanceAlongTheEquator() {
        let track = Track(coordinates: [.init(latitude: 0, longitude: 0), .init(latitude: 0, longitude: 1)])
        XCTAssertEqual(track.distance, 111_319.5, accuracy: 0.1) //! value business 3
    }

    func testDistanceOfAnEmptyTrack() {
        XCTAssertEqual(Track(coordinates: []).distance, 0) //! value business 3
    }

    func testReversingKeepsTheLength() throws {
        let track = try Fixture.load("gotthard")
        XCTAssertEqual(track.reversed().distance, track.distance, accuracy: 0.001) //! relational business 2
    }

    func testAppendingMakesTheTrackLonger() {
        var track = Track(coordinates: [.zurich, .baden])
        let before = track.distance
        track.append(.brugg)
        expect(track.distance) > before //! relational business 2
    }

    func testSimplification() throws {
        let track = try Fixture.load("gotthard")
        let simplified = track.simplified(tolerance: 25)

        expect(simplified.simplified(tolerance: 25)) == simplified //! relational business 2 ? mirrored
        XCTAssertTrue(simplified.maximumDeviation(from: track) <= 25) //! relational business 2
    }

    func testBoundingBox() {
        let bounds = Track(coordinates: [.zurich, .baden, .brugg]).bounds

        expect(bounds.northEast).to(beNorth(of: .zurich)) //! relational business 2
        XCTAssertEqual(bounds.center, Coordinate.midpoint(bounds.southWest, bounds.northEast)) //! mirrored none 1 sut-computed ? relational
    }

    func testSplittingAtLongPauses() throws {
        try XCTSkipIf(ProcessInfo.processInfo.environment["NO_LARGE_FIXTURES"] != nil)
        let segments = try Fixture.load("two-days").split(whenPauseExceeds: 4 * 3600)
        let starts = segments.map(\.startDate)

        XCTAssertEqual(segments.count, 2) //! size type/shape 2 supporting
        XCTAssertEqual(starts, starts.sorted()) //! relational business 2
    }

    func testHashing() {
        let left = Track(coordinates: [.zurich, .baden]).fingerprint(salt: 7)
        let right = Track(coordinates: [.zurich, .baden]).fingerprint(salt: 7)
        XCTAssertEqual(left, right) //! mirrored none 0 self-call ? relational
    }
}

final class PolylineTests: XCTestCase {
    private let points = [
        Coordinate(latitude: 38.5, longitude: -120.2),
        Coordinate(latitude: 40.7, longitude: -120.95),
        Coordinate(latitude: 43.252, longitude: -126.453),
    ]

    func testReferenceVector() {
        XCTAssertEqual(Polyline.encode(points), "_p~iF~ps|U_ulLnnqC_mqNvxq`@") //! value business 3
    }

    func testHigherPrecision() {
        XCTAssertEqual(Polyline.encode(points, precision: 6), Polyline.encode(points, precision: 6)) //! mirrored none 0 self-call
    }

    func testRandomPathsSurvive() throws {
        var generator = SeededGenerator(seed: 42)
        for round in 0..<100 {
            let path = Coordinate.randomPath(using: &generator)
            print("round \(round): \(path.count) points")
            XCTAssertEqual(try Polyline.decode(Polyline.encode(path)), path) //! relational business 3
        }
    }
}

// MARK: - Elevation

final class ElevationProfileTests: XCTestCase {
    private var service: ElevationServiceSpy!
    private var builder: ElevationProfileBuilder!

    override func setUp() {
        super.setUp()
        service = ElevationServiceSpy()
        builder = ElevationProfileBuilder(service: service)
    }

    func testLossIsDerivedFromTheAnswer() {
        service.answer = .success([408, 381])
        let done = expectation(description: "profile")

        builder.profile(for: Track(coordinates: [.zurich, .baden])) { result in
            XCTAssertEqual(try? result.get().loss, 27) //! value business 3
            done.fulfill()
        }

        wait(for: [done], timeout: 1) //! call type/shape 1
        XCTAssertEqual(service.requests, [[.zurich, .baden]]) //! call-args business 2
    }

    func testEmptyTracksAreNotLookedUp() {
        builder.profile(for: Track(coordinates: [])) { _ in }
        XCTAssertTrue(service.requests.isEmpty) //! call business 2 absent
    }

    func testLongTracksAreSentInBatches() throws {
        let path = (0..<1_200).map { Coordinate(latitude: 47, longitude: Double($0) / 1_000) }
        builder.profile(for: Track(coordinates: path)) { _ in }

        XCTAssertEqual(service.requests.map(\.count), [500, 500, 200]) //! call-args business 2 ? size
        expect(self.service.requests.last?.first?.longitude).to(equal(1.0)) //! call-args business 2
    }

    func testCancelIsForwarded() {
        builder.cancel()
        XCTAssertEqual(service.cancelCount, 1) //! call type/shape 1
    }
}

// MARK: - Export and rendering

final class ExportTests: XCTestCase {

    func testFeatureCollectionLayout() throws {
        let data = try GeoJSONExporter().data(for: Fixture.load("gotthard"))
        let json = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any]) //! type-only type/shape 1 supporting ? existence

        XCTAssertEqual(json.keys.sorted(), ["bbox", "features", "type"]) //! shape type/shape 2 supporting
        XCTAssertEqual(json["type"] as? String, "FeatureCollection") //! value business 3
        let features = json["features"] as? [[String: Any]] ?? []
        XCTAssertEqual(features.count, 1) //! size type/shape 2
        XCTAssertNotNil(features.first?["geometry"]) //! shape type/shape 1 ? existence
    }

    func testGeometryOfASingleSegment() throws {
        let feature = GeoJSONExporter().feature(for: try Fixture.load("gotthard"))
        guard case .lineString = feature.geometry else { //! shape type/shape 1
            XCTFail("expected a line string, got \(feature.geometry)")
            return
        }
    }

    func testFileNames() throws {
        let exporter = GeoJSONExporter()
        let track = try Fixture.load("gotthard")

        expect(exporter.fileName(for: track)).to(endWith(".geojson")) //! value-partial business 2
        expect(exporter.fileName(for: track, compressed: true)) //! vacuous none 0 incomplete
    }

    func testFixtureIsUsable() {
        XCTAssertFalse(Fixture.limmat.isEmpty) //! vacuous none 0 no-sut
    }

    func testWrittenDocumentIsValid() throws {
        let document = try GPXWriter().document(for: Fixture.load("two-days"))
        expect(document).to(conformToSchema(.gpx11)) //! unknown ambiguous -
        expect { try GPXParser().parse(document) }.notTo(throwError()) //! no-throw type/shape 1
    }

    func testLayerKinds() {
        let renderer = TrackRenderer()
        expect(renderer.layer(for: .heatmap)).to(beAnInstanceOf(HeatmapLayer.self)) //! type-only type/shape 1
    }

    func testRendering() throws {
        let track = try Fixture.load("gotthard")
        assertSnapshot(of: TrackRenderer().svg(for: track), as: .lines) //! snapshot ambiguous 2
        assertInlineSnapshot(of: TrackRenderer().legend(for: track), as: .lines) { //! snapshot ambiguous 2 ? value
            """
            Gotthard  42.1 km
            + 1 310 m  - 980 m
            """
        }
    }
}
