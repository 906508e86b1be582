"""The addresses that stand in our mails. Those that act carry a signed token; forging one needs the secret."""

from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

CONFIRM_WITHIN = timedelta(hours=48)

# Each purpose has a salt of its own: a link to confirm can never stop a subscription, nor the reverse.
_CONFIRM = "subscription-confirm"
_STOP = "subscription-stop"


def confirm_token(secret: bytes, subscription_id: int, now: datetime) -> str:
    """A token to confirm a subscription with, for CONFIRM_WITHIN from `now`."""
    expires = int((now + CONFIRM_WITHIN).timestamp())
    return _signed(secret, _CONFIRM, [subscription_id, expires])


def read_confirm(secret: bytes, token: str, now: datetime) -> int | None:
    """The id of the subscription that a token confirms; None: forged, or too old."""
    match _read(secret, _CONFIRM, token):
        case [int(subscription_id), int(expires)] if now.timestamp() < expires:
            return subscription_id
        case _:
            return None


def stop_token(secret: bytes, subscription_id: int) -> str:
    """A token to stop a subscription with. It never expires: an old mail must still be good for that."""
    return _signed(secret, _STOP, subscription_id)


def read_stop(secret: bytes, token: str) -> int | None:
    """The id of the subscription that a token stops; None: forged."""
    found = _read(secret, _STOP, token)
    return found if isinstance(found, int) else None


def sign_up_url(public_url: str) -> str:
    return f"{public_url}/subscribe"


def confirm_url(public_url: str, token: str) -> str:
    return f"{public_url}/subscriptions/confirm/{token}"


def stop_url(public_url: str, token: str) -> str:
    return f"{public_url}/subscriptions/stop/{token}"


def article_url(public_url: str, article_id: int) -> str:
    return f"{public_url}/articles/{article_id}"


def _signed(secret: bytes, purpose: str, payload: object) -> str:
    return str(URLSafeSerializer(secret, salt=purpose).dumps(payload))


def _read(secret: bytes, purpose: str, token: str) -> object:
    try:
        found: object = URLSafeSerializer(secret, salt=purpose).loads(token)
    except BadData:
        return None
    return found
