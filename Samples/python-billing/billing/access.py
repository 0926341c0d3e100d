"""Who may do what."""

PERMISSIONS = {
    "viewer": {"read"},
    "clerk": {"read", "write"},
    "manager": {"read", "write", "refund"},
}


class Forbidden(Exception):
    pass


def may(user, action):
    return action in PERMISSIONS.get(user.get("role"), set())


def require(user, action, tenant_id):
    """Raise unless the user's role allows the action and the tenant is theirs."""
    if user.get("tenant_id") != tenant_id:
        raise Forbidden("wrong tenant")
    if not may(user, action):
        raise Forbidden(f"{user.get('role')} may not {action}")
