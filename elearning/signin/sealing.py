"""Secrets of others that we must be able to read again: encrypted with a key made of SECRET_KEY.

A copy of the database alone does not give them away. After SECRET_KEY has been changed they
cannot be read, and have to be written anew.
"""

import hmac

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HOW = {"alg": "dir", "enc": "A256GCM"}  # authenticated; a new nonce each time


def seal(secret: str, secret_key: str) -> str:
    """The secret as it may be stored."""
    return jwe.encrypt_compact(dict(_HOW), secret, _key(secret_key))


def unseal(sealed: str, secret_key: str) -> str | None:
    """The secret; None where it was sealed with another key, or has been changed."""
    try:
        found = jwe.decrypt_compact(sealed, _key(secret_key), algorithms=list(_HOW.values()))
    except (JoseError, ValueError):
        return None
    return (found.plaintext or b"").decode()


def _key(secret_key: str) -> OctKey:
    material = hmac.digest(secret_key.encode(), b"secrets of identity providers", "sha256")
    return OctKey.import_key(material)
