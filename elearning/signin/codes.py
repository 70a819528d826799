"""What a printed code looks like, and how what a person typed is mended.

Twelve characters of 23, in three groups of four: 54 bits (see docs/decisions/0022). No vowels, so
that no code is a word; of characters that look alike at most one.
"""

import hashlib
import hmac

ALPHABET = "23456789CDFHJKMNPRTVWXY"
LENGTH = 12
GROUP = 4
MISREAD = str.maketrans("OQ0ZSBGU1IL", "DDD2586VJJJ")  # what is not in it → what it was taken for


def mended(typed: str) -> str | None:
    """The code that somebody meant, in capitals without spaces; None if it cannot be one."""
    code = _understood(typed)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def never_printed(typed: str) -> tuple[str, ...]:
    """The characters, each once, for which something as long as a code cannot be one."""
    code = _understood(typed)
    if len(code) != LENGTH:
        return ()
    return tuple(dict.fromkeys(each for each in code if each not in ALPHABET))


def _understood(typed: str) -> str:
    """What was typed in capitals, without spaces and dashes, and with what is misread mended."""
    return "".join(each for each in typed.upper() if each.isalnum()).translate(MISREAD)


def grouped(code: str) -> str:
    """The code as it is printed: "K7MX-3PWD-9TCH"."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def derived(seed: bytes, number: int) -> str:
    """The code of a slip, from the secret of its batch; every code is as likely as any other."""
    digest = hmac.digest(seed, str(number).encode(), "sha256")
    left = int.from_bytes(digest)  # 256 bits over 54: no code is likelier than another
    characters = []
    for _ in range(LENGTH):
        left, index = divmod(left, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)


def code_hash(code: str, key: str) -> str:
    """What is stored of a code. Without the key, 54 bits could be tried out on a copy."""
    return hmac.new(f"one-time code {key}".encode(), code.encode(), hashlib.sha256).hexdigest()
