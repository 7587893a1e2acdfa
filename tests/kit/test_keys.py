"""Keys: made once, mode 0600, shared by processes, rotated by adding a file."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.kit.keys import SECRET_BYTES, Keyring


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = Keyring(tmp_path / "keys").secret("tokens")
    assert len(first) == SECRET_BYTES
    assert Keyring(tmp_path / "keys").secret("tokens") == first
    assert Keyring(tmp_path / "keys").secret("receipts") != first


def test_nobody_else_can_read_the_files(tmp_path: Path) -> None:
    keys = Keyring(tmp_path / "keys")
    keys.secret("tokens")
    keys.signing_key("certificates")
    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: Keyring(tmp_path / "keys").secret("tokens"), range(32)))
    assert len(made) == 1
    assert len(list((tmp_path / "keys").iterdir())) == 1, "no drafts are left behind"


def test_the_newest_key_signs_and_all_verify(tmp_path: Path) -> None:
    first_kid, first = Keyring(tmp_path).signing_key("certificates")
    other = Keyring(tmp_path / "other").signing_key("certificates")[1]
    (tmp_path / "certificates-10.ed25519").write_bytes(other.private_bytes_raw())
    rotated = Keyring(tmp_path)
    kid, _ = rotated.signing_key("certificates")
    assert (first_kid, kid) == ("certificates-1", "certificates-10")
    assert list(rotated.verification_keys("certificates")) == [first_kid, kid]
    signature = first.sign(b"fakta")
    rotated.verification_keys("certificates")[first_kid].verify(signature, b"fakta")


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokens-1.key").write_bytes(b"short")
    with pytest.raises(ValueError, match="shorter than"):
        Keyring(tmp_path).secret("tokens")
