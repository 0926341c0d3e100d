# Imitates a Flask service for several tenants, written by a small team with an assistant: authorisation, isolation, mocks of the audit log.
import json
from unittest.mock import ANY, MagicMock, call

import pytest

from tenancy import create_app
from tenancy.auth import Role, can, issue_token
from tenancy.models import Tenant, User
from tenancy.storage import TenantNotFound, TenantStore


@pytest.fixture
def audit():
    return MagicMock(name="audit")


@pytest.fixture
def app(audit, tmp_path):
    app = create_app(database=tmp_path / "t.db", audit=audit)
    with app.app_context():
        yield app


@pytest.fixture
def client(app):
    return app.test_client()


def bearer(name, role="member"):
    return {"Authorization": f"Bearer {issue_token(name, role)}"}


def login(client, name):
    """Logs in; a set-up step that happens to insist on success."""
    response = client.post("/login", json={"name": name, "password": "correct horse"})
    assert response.status_code == 200
    return response.get_json()["token"]


class TestIsolation:
    def test_sees_only_own_projects(self, client):
        rows = client.get("/acme/projects", headers=bearer("ada")).get_json()
        assert [row["name"] for row in rows] == ["Engine", "Loom"]  #! value business 3
        assert all(row["tenant"] == "acme" for row in rows)  #! relational business 2

    def test_foreign_project_is_hidden(self, client):
        response = client.get("/acme/projects/77", headers=bearer("mallory"))
        assert response.status_code == 404  #! status-only business 2 decision
        assert b"Engine" not in response.data  #! relational business 1 negative

    def test_own_project_is_visible(self, client):
        response = client.get("/acme/projects/77", headers=bearer("ada"))
        assert response.status_code == 200  #! status-only business 2 decision
        assert response.get_json()["name"] == "Engine"  #! value business 3

    def test_every_row_belongs_to_a_known_owner(self, client):
        body = client.get("/acme/export", headers=bearer("ada", "admin")).get_json()
        owners = {user["id"] for user in body["users"]}
        assert len(body["projects"]) == 2  #! size shape 2
        for project in body["projects"]:
            assert project["owner"] in owners  #! relational business 2

    def test_session_works(self, client):
        token = login(client, "ada")
        me = client.get("/me", headers={"Authorization": f"Bearer {token}"}).get_json()
        assert me["name"] == "ada"  #! value business 3


class TestRoles:
    @pytest.mark.parametrize(
        "role, action, allowed",
        [
            (Role.MEMBER, "read", True),
            (Role.MEMBER, "delete", False),
            (Role.ADMIN, "delete", True),
            (Role.GUEST, "read", False),
        ],
    )
    def test_matrix(self, role, action, allowed):
        assert can(role, action) is allowed  #! value business 3 table

    def test_member_may_not_delete(self, client, audit):
        response = client.delete("/acme/projects/77", headers=bearer("ada", "member"))
        assert response.status_code == 403  #! status-only business 2 decision
        assert Tenant.get("acme").projects.count() == 2  #! size shape 2
        audit.record.assert_called_once_with("denied", user="ada", target=ANY)  #! call-args business 2

    def test_admin_may_delete(self, client, audit):
        response = client.delete("/acme/projects/77", headers=bearer("root", "admin"))
        assert response.status_code == 204  #! status-only business 2 decision
        assert response.data == b""  #! value business 3
        audit.record.assert_called_once_with(ANY, user=ANY, target=ANY)  #! call shape 1

    def test_reading_leaves_no_trace(self, client, audit):
        client.get("/acme/projects", headers=bearer("ada"))
        audit.record.assert_not_called()  #! call business 2 absent
        assert audit.mock_calls == []  #! call business 2 absent

    def test_role_names(self):
        assert Role.ADMIN.value == "admin"  #! value business 3 constant-subject
        assert issubclass(Role, str)  #! type-only shape 1


class TestStore:
    def test_missing_tenant(self, app):
        with pytest.raises(TenantNotFound):  #! throws-specific business 2
            TenantStore().load("nowhere")

    def test_missing_tenant_is_an_error(self, app):
        with pytest.raises(Exception):  #! throws-any shape 1
            TenantStore().load("nowhere")

    def test_rename_is_audited_in_order(self, app, audit):
        TenantStore(audit=audit).rename("acme", "acme-gmbh")
        assert [c[0] for c in audit.mock_calls] == ["begin", "record", "commit"]  #! call shape 2
        audit.record.assert_has_calls([call("renamed", old="acme", new="acme-gmbh")])  #! call-args business 2

    def test_mocked_store_returns_tenant(self):
        store = MagicMock()
        store.load.return_value = Tenant("acme")
        assert store.load("acme").slug == "acme"  #! vacuous none 0 mock-return

    def test_store_is_created(self):
        store = TenantStore()
        assert store is not None  #! vacuous none 0 impossible
        assert store.audit  #! existence shape 1

    def test_users_are_serialised(self):
        user = User(name="ada", tenant="acme")
        assert json.loads(user.to_json()) == {"name": "ada", "tenant": "acme", "roles": ["member"]}  #! value business 3
        assert user.to_json() == user.to_json()  #! mirrored none 0 self-call

    def test_serialisation_is_deterministic(self):
        tenants = [Tenant("b"), Tenant("a")]
        assert TenantStore.dump(tenants) == TenantStore.dump(tenants)  #! relational business 2
