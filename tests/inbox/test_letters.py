"""What a mail says."""

import pytest

from app.inbox.letters import Part, letter
from app.inbox.numbers import holds_nip, without_nips

PART = Part("Kabar", "Isi (rekaan).", "/kotak-masuk/1", "Budi Contoh")


def test_both_languages_say_how_to_end_it() -> None:
    indonesian = letter([PART], language="id", public_url="https://l.example/")
    english = letter([PART], language="en", public_url="https://l.example")
    assert "https://l.example/kotak-masuk/1" in indonesian.text
    assert "https://l.example/kotak-masuk/1" in english.text
    assert "matikan di bagian bawah Kotak masuk" in indonesian.text
    assert "switch them off at the foot of the inbox" in english.text
    # Any other language is spoken to in Indonesian.
    assert letter([PART], language="jv", public_url="https://l.example/") == indonesian


def test_the_house_has_no_name_of_a_sender() -> None:
    said = letter([Part("K", "I", "/x", None)], language="id", public_url="https://l.example")
    assert "Dari:" not in said.text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIP 197801012005012991.", "NIP •••••••••••••••991."),
        ("19780101 200501 2 991", "•••••••••••••••991"),
        ("1978.0101-2005.01.2991", "•••••••••••••••991"),
        ("telepon 0811 2345 678", "telepon 0811 2345 678"),
        ("sembilan belas angka 1978010120050129911", "sembilan belas angka 1978010120050129911"),
    ],
)
def test_numbers_of_people_are_masked(text: str, masked: str) -> None:
    assert without_nips(text) == masked
    assert holds_nip(text) == (text != masked)
    part = Part(text, text, "/kotak-masuk/1", text)
    said = letter([part], language="id", public_url="https://l.example")
    assert said.subject == masked
    assert not holds_nip(said.text)


def test_a_link_is_never_masked() -> None:
    link = "/kotak-masuk/019ac000000070008000197801012005012991"
    said = letter([Part("K", "I", link, None)], language="id", public_url="https://l.example")
    assert link in said.text
