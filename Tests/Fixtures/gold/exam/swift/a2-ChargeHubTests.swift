// swift-format-ignore-file
// swift-format-ignore-file
import ChargeHubTestKit
import Foundation
import Logging
import Testing
import VaporTesting
@testable import ChargeHub

// MARK: - Sources/Billing/BillingRules.swift
// The billing tool is an executable target, so its sources are compiled into the tests.

struct BillingRules: Sendable {
    let startFee: Int
    let centsPerKWh: Int
    let idleCentsPerMinute: Int

    func total(energy: Int, idleMinutes: Int) -> Int {
        startFee + energy * centsPerKWh + max(0, idleMinutes - 10) * idleCentsPerMinute
    }

    func deposit(for energy: Int) -> Int {
        assert(energy >= 0, "energy is never negative")
        return startFee + energy * centsPerKWh
    }
}

/// One registry per site; shared by reference between the routes.
final class ConnectorRegistry {
    private(set) var connectors: [String] = []

    func register(_ name: String) {
        guard !connectors.contains(name) else { return }
        connectors.append(name)
    }
}

// MARK: - Doubles

struct StubFailure: Error, Equatable {
    var reason: String
    var retryable = false
}

actor PushNotifierSpy: PushNotifying {
    private(set) var sent: [PushMessage] = []
    nonisolated let isMuted = false

    func send(_ message: PushMessage) async throws {
        sent.append(message)
    }
}

final class FakeSessionStore: SessionStore, @unchecked Sendable {
    var rows: [UUID: ChargeSession] = [:]
    var isReadOnly = false

    func save(_ session: ChargeSession) throws {
        precondition(session.energy >= 0)
        if isReadOnly { throw StubFailure(reason: "read only") }
        rows[session.id] = session
    }

    func find(_ id: UUID) throws -> ChargeSession? { rows[id] }
}

struct StubTariffClient: TariffClient {
    var tariff: Tariff

    func currentTariff(site: String) async throws -> Tariff { tariff }
}

/// Stands in for `TariffService` in route tests.
struct FakeTariffService {
    let client: StubTariffClient

    func tariff(site: String) async throws -> Tariff {
        try await client.currentTariff(site: site)
    }
}

final class StubTransport: HTTPTransport, @unchecked Sendable {
    private(set) var requests: [URLRequest] = []
    private var answers: [(status: Int, body: String)]

    init(_ answers: (status: Int, body: String)...) {
        self.answers = answers
    }

    func send(_ request: URLRequest) async throws -> (Data, HTTPURLResponse) {
        requests.append(request)
        let answer = answers.count > 1 ? answers.removeFirst() : answers[0]
        let response = HTTPURLResponse(url: request.url!, statusCode: answer.status, httpVersion: nil, headerFields: nil)!
        return (Data(answer.body.utf8), response)
    }
}

private func withApp(_ body: (Application, FakeSessionStore) async throws -> Void) async throws {
    let app = try await Application.make(.testing)
    let store = FakeSessionStore()
    do {
        try await configure(app, store: store)
        try await body(app, store)
    } catch {
        try? await app.asyncShutdown()
        throw error
    }
    try await app.asyncShutdown()
}

private let driver: HTTPHeaders = ["Authorization": "Bearer driver-token", "Content-Type": "application/json"]
private let startA1 = ByteBuffer(string: #"{"connector":"A1","limit":20}"#)

// MARK: - Billing

@Suite("Billing rules")
struct BillingRulesTests {
    let rules = BillingRules(startFee: 50, centsPerKWh: 39, idleCentsPerMinute: 20)

    @Test("energy and idle time are added up", arguments: [(0, 0, 50), (10, 0, 440), (10, 25, 740)])
    func total(energy: Int, idle: Int, cents: Int) {
        #expect(rules.total(energy: energy, idleMinutes: idle) == cents) //! value business 3 table
    }

    @Test func depositCoversTheRequestedEnergy() {
        let energy = 22
        #expect(rules.deposit(for: energy) == rules.startFee + energy * rules.centsPerKWh) //! mirrored none 1 copied
    }

    @Test func idleTimeIsBilledAfterTenMinutes() {
        let idle = 40
        let waiting = max(0, idle - 10) * rules.idleCentsPerMinute
        let expected = rules.startFee + 5 * rules.centsPerKWh + waiting
        #expect(rules.total(energy: 5, idleMinutes: idle) == expected) //! mirrored none 1 copied
    }

    @Test func moreEnergyNeverCostsLess() {
        for energy in 0..<30 {
            let cheaper = rules.total(energy: energy, idleMinutes: 0)
            #expect(cheaper <= rules.total(energy: energy + 1, idleMinutes: 0)) //! relational business 2
        }
    }

    @Test func amountsAreWholeCents() {
        let cents = rules.total(energy: 3, idleMinutes: 0)
        #expect(cents is Int) //! vacuous none 0 impossible ? type-only
    }

    @Test func amountsAreRoundedToFiveCents() {
        func rounded(_ cents: Int) -> Int {
            (cents + 2) / 5 * 5
        }

        #expect(rounded(443) == 445) //! vacuous none 0 no-sut
    }
}

// MARK: - Routes

@Suite("Session routes", .serialized)
struct SessionRouteTests {

    @Test func startingASession() async throws {
        try await withApp { app, store in
            try await app.testing().test(.POST, "sessions", headers: driver, body: startA1) { res async throws in
                let body = try res.content.decode(SessionDTO.self)
                #expect(res.status == .created) //! status-only business 2 decision
                #expect(body.connector == "A1") //! value business 3 echo
                #expect(body.state == .charging) //! value business 3
                #expect(UUID(uuidString: body.id) != nil) //! type-only type/shape 1 ? existence
            }
            let stored = try #require(store.rows.values.first) //! existence type/shape 1 supporting
            #expect(stored.energyLimit == 20) //! value business 3 echo
        }
    }

    @Test func startingWithoutToken() async throws {
        try await withApp { app, store in
            let res = try await app.testing().sendRequest(.POST, "sessions", body: startA1)
            #expect(res.status == .unauthorized) //! status-only business 2 decision
            #expect(store.rows.isEmpty) //! size business 2 absent ? call
        }
    }

    @Test func startingOnABusyConnector() async throws {
        try await withApp { app, store in
            let running = ChargeSession(connector: "A1", energyLimit: 50)
            store.rows[running.id] = running

            let res = try await app.testing().sendRequest(.POST, "sessions", headers: driver, body: startA1)
            #expect(res.status == .conflict) //! status-only business 2 decision
            #expect(res.body.string.contains("A1 is in use")) //! value-partial business 2
            try expectProblemDetails(res, type: "connector-busy") //! unknown ambiguous -
        }
    }

    @Test func sessionPayloadKeys() async throws {
        try await withApp { app, _ in
            let res = try await app.testing().sendRequest(.GET, "sessions/current", headers: driver)
            let object = try #require(JSONSerialization.jsonObject(with: Data(res.body.string.utf8)) as? [String: Any]) //! type-only type/shape 1 ? existence
            #expect(Set(object.keys) == ["id", "connector", "state", "startedAt"]) //! shape type/shape 2
            #expect(object.keys.contains("price") == false) //! shape type/shape 1 absent ? relational
        }
    }

    @Test func unknownSession() async throws {
        try await withApp { app, store in
            let res = try await app.testing().sendRequest(.GET, "sessions/\(UUID())", headers: driver)
            #expect(res.status == .notFound) //! status-only type/shape 1 error-status
            #expect(store.rows.count >= 0) //! vacuous none 0 impossible
        }
    }

    @Test func health() async throws {
        try await withApp { app, _ in
            try await app.testing().test(.GET, "health") { res async in
                #expect(res.status == .ok) //! status-only type/shape 1
                #expect(res.headers.first(name: "X-Release") != nil) //! existence type/shape 1 ? shape
            }
        }
    }
}

// MARK: - Hub

@Suite("Charge hub")
struct ChargeHubTests {
    let store = FakeSessionStore()
    let notifier = PushNotifierSpy()
    let logger = Logger(label: "hub-tests")

    private func makeHub() -> ChargeHub {
        ChargeHub(store: store, notifier: notifier, clock: TestClock())
    }

    @Test func driverIsToldWhenTheCarIsFull() async throws {
        let hub = makeHub()
        let session = try await hub.start(connector: "A1", driver: "d-17")
        logger.info("started \(session.id)")
        try await hub.report(session.id, stateOfCharge: 100)

        let message = try #require(await notifier.sent.first) //! call type/shape 1 supporting ? existence
        #expect(message.title == "Charging finished") //! call-args business 2
        #expect(message.recipient == "d-17") //! call-args business 2
    }

    @Test func mutedHubsStayQuiet() async throws {
        let hub = makeHub()
        hub.isMuted = true
        let session = try await hub.start(connector: "A1", driver: "d-17")
        try await hub.report(session.id, stateOfCharge: 100)
        #expect(await notifier.sent.isEmpty) //! call business 2 absent
    }

    @Test func stoppingPublishesAnEvent() async throws {
        let hub = makeHub()
        let session = try await hub.start(connector: "A1", driver: "d-17")
        try await confirmation("stop event") { stopped in //! call type/shape 1
            hub.onStop = { _ in stopped() }
            try await hub.stop(session.id)
        }
        await verifyAuditTrail(of: session.id, in: hub) //! unknown ambiguous -
    }

    @Test func sessionsGetTheirOwnIdentifiers() async throws {
        let hub = makeHub()
        let first = try await hub.start(connector: "A1", driver: "d-17")
        let second = try await hub.start(connector: "A2", driver: "d-17")
        #expect(first.id != second.id) //! relational business 1 negative
        #expect(try store.find(UUID()) == nil) //! vacuous none 0 no-sut ? existence
    }

    @Test func stateAfterPluggingIn() async throws {
        let hub = makeHub()
        try await hub.plugIn("A1")
        guard case .occupied(_) = await hub.state(of: "A1") else { //! shape type/shape 1
            Issue.record("connector A1 should be occupied")
            return
        }
        #expect(await hub.freeConnectors().count == 3) //! size type/shape 2
    }

    @Test func gatewayForTheOldProtocol() {
        #expect(makeHub().gateway(for: .ocpp16) is OCPP16Gateway) //! type-only type/shape 1
    }

    @Test func pingDoesNotFail() async {
        let hub = makeHub()
        await #expect(throws: Never.self) { try await hub.ping() } //! no-throw type/shape 1
    }

    @Test func restoringTwiceIsHarmless() async {
        let hub = makeHub()
        do {
            try await hub.restore()
            try await hub.restore()
        } catch {
            Issue.record("restore failed: \(error)") //! no-throw type/shape 1 ? none
        }
    }

    @Test func unknownConnector() async {
        let hub = makeHub()
        await #expect(throws: (any Error).self) { //! throws-any type/shape 1
            try await hub.start(connector: "Z9", driver: "d-17")
        }
    }

    @Test func readOnlyStore() {
        store.isReadOnly = true
        #expect(store.isReadOnly) //! vacuous none 0 no-sut
    }

    @Test func failuresCarryAReason() {
        do {
            throw StubFailure(reason: "grid operator unreachable", retryable: true)
        } catch {
            let failure = error as? StubFailure
            #expect(failure?.reason == "grid operator unreachable") //! vacuous none 0 no-sut
        }
    }

    @Test func registryKeepsOrder() {
        let registry = ConnectorRegistry()
        let before = registry
        registry.register("A1")
        registry.register("A2")
        #expect(registry.connectors == before.connectors) //! mirrored none 0 aliasing
    }

    @Test func receiptShowsTheSession() throws {
        let session = ChargeSession(connector: "B2", energyLimit: 35)
        let price = PriceFormatter().string(cents: session.estimatedCents)
        let receipt = Receipt(session: session)
        #expect(receipt.footer == price) //! mirrored none 1 sut-computed
        #expect(receipt.lines.contains { $0.label == "Connector B2" }) //! value-partial business 2
        #expect(!receipt.lines.isEmpty) //! size type/shape 1 supporting
        receipt.total == 1_415 //! vacuous none 0 incomplete
    }
}

// MARK: - Tariffs

@Suite("Tariff client")
struct TariffClientTests {

    @Test func requestIsAuthorised() async throws {
        let transport = StubTransport((200, #"{"name":"night","cents":21}"#))
        let client = HTTPTariffClient(transport: transport, key: "test-key")
        let tariff = try await client.currentTariff(site: "X9")

        #expect(tariff == Tariff(name: "night", centsPerKWh: 21)) //! value business 3
        #expect(transport.requests.first?.value(forHTTPHeaderField: "Authorization") == "Bearer test-key") //! call-args business 2
    }

    @Test func missingSite() async throws {
        let client = HTTPTariffClient(transport: StubTransport((404, "")), key: "test-key")
        await #expect(throws: TariffError.unknownSite("X9")) { //! throws-specific business 3
            try await client.currentTariff(site: "X9")
        }
    }

    @Test func outageIsReportedWithStatus() async throws {
        let client = HTTPTariffClient(transport: StubTransport((503, "maintenance")), key: "test-key")
        let error = await #expect(throws: TariffError.self) { //! throws-specific business 2
            try await client.currentTariff(site: "X9")
        }
        #expect(error?.debugDescription.contains("503") == true) //! throws-specific business 3
    }

    @Test func stubbedTariff() async throws {
        let night = Tariff(name: "night", centsPerKWh: 21)
        let service = FakeTariffService(client: StubTariffClient(tariff: night))
        let tariff = try await service.tariff(site: "X9")
        #expect(tariff == night) //! vacuous none 0 mock-return
    }

    @Test func cacheHandsOutTheTariff() async throws {
        let cache = TariffCache(client: StubTariffClient(tariff: Tariff(name: "peak", centsPerKWh: 58)))
        let tariff = try await cache.tariff(site: "X9")
        #expect(tariff.name == "peak") //! value business 2 pass-through
        #expect(await cache.lastError == nil) //! existence business 2 absent
    }

    @Test func retryDelays() {
        let seconds = [1, 2, 4]
        let attempts = seconds.count
        #expect(attempts == 3) //! vacuous none 0 constant
        #expect(RetryPolicy.standard.summary.firstMatch(of: /up to \d+ attempts/) != nil) //! value-partial business 2
    }
}
