"""Bytes sent to a real server that are no request, or no good one, and what must come back."""

import json
import random
import re
import socket
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

#: Stands where a client's value would, so that a log which repeats it is found.
SECRET = "wire-secret"
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


def head(key: str, *more: str, line: str = "POST /v1/scores HTTP/1.1", close: bool = True) -> bytes:
    """The head of a request by a key."""
    fixed = [line, "Host: x", f"Authorization: Bearer {key}", "Content-Type: application/json"]
    return "\r\n".join([*fixed, *(["Connection: close"] if close else []), *more, "", ""]).encode("latin-1")


def posted(key: str, body: bytes, *more: str) -> bytes:
    """A whole request with a body of the right length."""
    return head(key, f"Content-Length: {len(body)}", *more) + body


GOOD = json.dumps({"client_ids": ["00001", SECRET]}).encode()


def _chunks(key: str, chunks: bytes) -> bytes:
    return head(key, "Transfer-Encoding: chunked") + chunks


BODIES: dict[str, bytes] = {
    "NaN": b'{"client_ids": NaN}',
    "Infinity": b'{"client_ids": [-Infinity]}',
    "1e999": b'{"client_ids": [1e999]}',
    "400 digits": b'{"client_ids": [' + b"9" * 400 + b"]}",
    "400 digits of a fraction": b'{"client_ids": [0.' + b"9" * 400 + b"]}",
    "NUL": b'{"client_ids": ["\x00"]}',
    "escaped NUL": b'{"client_ids": ["wire-secret\\u0000"]}',
    "half a surrogate": b'{"client_ids": ["wire-secret\\ud800"]}',
    "half a surrogate as bytes": b'{"client_ids": ["\xed\xa0\x80"]}',
    "overlong UTF-8": b'{"client_ids": ["\xc0\xaf"]}',
    "deep": b'{"client_ids": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "many names": b"{" + b",".join(b'"k%d": 1' % n for n in range(20_000)) + b"}",
    "BOM": b"\xef\xbb\xbf" + GOOD,
    "two values": GOOD + GOOD,
    "single quotes": b"{'client_ids': ['wire-secret']}",
    "pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x07builtins\x94.",
}
REQUESTS: dict[str, Callable[[str], bytes]] = {
    "no request": lambda key: b"\x00\x01\x02\r\n\r\n",
    "TLS": lambda key: bytes.fromhex("16030100c8010000c40303") + bytes(189),
    "HTTP/2": lambda key: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": lambda key: b"GET / HTTP/9.9\r\n\r\n",
    "HTTP/0.9": lambda key: b"GET /livez\r\n\r\n",
    "half a head": lambda key: head(key)[:40],
    "head without end": lambda key: head(key)[:-2],
    "a star": lambda key: head(key, line="OPTIONS * HTTP/1.1"),
    "a tunnel": lambda key: head(key, line="CONNECT example.com:443 HTTP/1.1"),
    "an unknown method": lambda key: head(key, line="BREW /v1/model HTTP/1.1"),
    "a whole address": lambda key: head(key, line="GET http://elsewhere.example/v1/model HTTP/1.1"),
    "two slashes": lambda key: head(key, line="GET //v1//model HTTP/1.1"),
    "a NUL in the path": lambda key: head(key, line="GET /v1/clients/wire-secret%00x HTTP/1.1"),
    "no UTF-8 in the path": lambda key: head(key, line="GET /v1/clients/%ff%fe HTTP/1.1"),
    "a long path": lambda key: head(key, line=f"GET /v1/clients/{'x' * 60_000} HTTP/1.1"),
    "a long query": lambda key: head(key, line=f"GET /v1/lists/at-risk?branch={'y' * 60_000} HTTP/1.1"),
    "many parameters": lambda key: head(
        key, line=f"GET /v1/lists/at-risk?{'&'.join(['branch=wire-secret'] * 3000)} HTTP/1.1"
    ),
    "a broken cookie": lambda key: (
        b"GET /lists/at-risk HTTP/1.1\r\nHost: x\r\nCookie: \xff=\xfe; a=b; ;;=\r\n\r\n"
    ),
    "two keys": lambda key: head(key, f"Authorization: Bearer {key}", line="GET /v1/model HTTP/1.1"),
    "a header flood": lambda key: head(key, *(f"X-{n}: wire-secret" for n in range(3000))),
    "a long header": lambda key: head(key, f"X-Long: {'z' * 500_000}"),
    "a folded header": lambda key: head(key, "X-Folded: a\r\n b"),
    "no colon": lambda key: head(key, "nonsense"),
    "a bad length": lambda key: head(key, "Content-Length: -5") + GOOD,
    "a signed length": lambda key: head(key, "Content-Length: +40") + GOOD,
    "a length in words": lambda key: head(key, "Content-Length: many") + GOOD,
    "a 400-digit length": lambda key: head(key, f"Content-Length: {'9' * 400}") + GOOD,
    "two lengths": lambda key: head(key, "Content-Length: 5", "Content-Length: 6") + GOOD,
    "too short a length": lambda key: head(key, "Content-Length: 3") + GOOD,
    "length and chunks": lambda key: head(key, "Content-Length: 4", "Transfer-Encoding: chunked") + GOOD,
    "chunks of no size": lambda key: _chunks(key, b"ZZ\r\n"),
    "a huge chunk": lambda key: _chunks(key, b"f" * 40 + b"\r\nx"),
    "a negative chunk": lambda key: _chunks(key, b"-1\r\nx\r\n0\r\n\r\n"),
    "chunk words": lambda key: _chunks(key, b"5;" + b"a=b;" * 5000 + b"\r\nhello\r\n0\r\n\r\n"),
    "trailers": lambda key: _chunks(key, b"2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n"),
    "expecting": lambda key: posted(key, GOOD, "Expect: 100-continue"),
    "an upgrade": lambda key: head(
        key, "Upgrade: websocket", "Sec-WebSocket-Key: eA==", line="GET / HTTP/1.1"
    ),
    "gzip": lambda key: posted(key, b"\x1f\x8b\x08", "Content-Encoding: gzip"),
    **{name: (lambda key, body=body: posted(key, body)) for name, body in BODIES.items()},
}


def mutated(request: bytes, seed: int) -> bytes:
    """A request with some of its bytes flipped, cut, doubled or put in by chance."""
    chance = random.Random(seed)
    content = bytearray(request[:4000])
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content) + 1)
        match chance.randrange(5):
            case 0 if place < len(content):
                content[place] ^= 1 << chance.randrange(8)
            case 1:
                del content[place : place + chance.randint(1, 30)]
            case 2:
                content[place:place] = content[place : place + chance.randint(1, 60)]
            case 3:
                content[place:place] = chance.randbytes(chance.randint(1, 8))
            case _:
                content[place:place] = chance.choice(
                    [b"\r\n", b"\x00", b"\r\n\r\n", b"9" * 400, b"%00", b"\xff"]
                )
    return bytes(content)


def spoken(url: str, pieces: Sequence[bytes], *, pause: float = 0, wait: float = 1.0) -> list[int]:
    """Send bytes to a server, piece by piece, and give the status of every answer that came back."""
    address = urlsplit(url)
    heard = b""
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=10) as wire:
        try:
            for piece in pieces:
                wire.sendall(piece)
                time.sleep(pause)
            wire.settimeout(wait)
            while part := wire.recv(65_536):
                heard += part
        except (
            TimeoutError,
            ConnectionError,
        ):  # it waits for more, or hung up while we spoke: both are answers
            pass
    return [int(status) for status in STATUS.findall(heard)]


def is_ours(status: int) -> bool:
    """Whether a status is a fault of ours; 503 is said on purpose."""
    return status >= 500 and status != 503
