"""The sealed stream: whole and unchanged, or refused."""

import io
from pathlib import Path

import pytest

from app.operations.errors import Refused
from app.operations.sealing import (
    CHUNK_BYTES,
    HEADER_BYTES,
    TAG_BYTES,
    Sealer,
    is_sealed,
    read_passphrase,
    unseal,
)

PASSPHRASE = b"kuda laut biru tua"


def sealed(content: bytes, step: int = 10_000) -> bytes:
    target = io.BytesIO()
    sealer = Sealer(target, PASSPHRASE)
    for at in range(0, len(content), step):
        sealer.write(content[at : at + step])
    sealer.close()
    return target.getvalue()


def opened(box: bytes, passphrase: bytes = PASSPHRASE) -> bytes:
    target = io.BytesIO()
    unseal(io.BytesIO(box), target, passphrase)
    return target.getvalue()


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]
)
def test_what_goes_in_comes_out(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    box = sealed(content)
    assert is_sealed(io.BytesIO(box))
    assert opened(box) == content


def test_every_kind_of_damage_is_noticed() -> None:
    chunk = CHUNK_BYTES + TAG_BYTES
    box = sealed(bytes(3 * CHUNK_BYTES + 5))
    first, second = HEADER_BYTES, HEADER_BYTES + chunk
    damaged = {
        "a bit of the salt": flip(box, 20),
        "a bit of the nonce": flip(box, HEADER_BYTES - 1),
        "a bit of a chunk": flip(box, first + 7),
        "a bit of the last tag": flip(box, len(box) - 1),
        "chunks swapped": box[:first]
        + box[second : second + chunk]
        + box[first:second]
        + box[second + chunk :],
        "a chunk dropped": box[:second] + box[second + chunk :],
        "cut between chunks": box[: second + chunk],
        "cut in a chunk": box[: second + 100],
        "cut to the header": box[:HEADER_BYTES],
        "something after it": box + b"x",
    }
    for words, bad in damaged.items():
        with pytest.raises(Refused):
            print(words, len(opened(bad)))


def flip(box: bytes, at: int) -> bytes:
    return box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :]


def test_a_cost_out_of_bounds_is_refused_before_it_is_paid() -> None:
    box = sealed(b"x")
    with pytest.raises(Refused, match="not a sealed backup"):
        opened(box[:16] + bytes([40]) + box[17:])


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "p"
    file.write_text("pendek\nbaris kedua yang panjang")
    with pytest.raises(Refused, match="at least 12"):
        read_passphrase(file)
    with pytest.raises(Refused, match="cannot be read"):
        read_passphrase(tmp_path / "nowhere")
