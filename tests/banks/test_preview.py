"""A question as a learner would meet it, finished or not."""

from typing import Any

import pytest

from tests.banks.conftest import BANKS, Room
from tests.banks.make_bank import question


async def shown(room: Room, source: dict[str, Any], **more: Any) -> Any:
    answer = await room.budi.post(
        f"{BANKS}/loket/questions/preview", json={"source": source, **more}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_is_composed_as_in_an_attempt(room: Room) -> None:
    seen = await shown(room, question())
    assert seen["findings"] == []
    assert '<fieldset class="q" data-question="loket.lansia"' in seen["html"]
    assert "<strong>didahulukan</strong>" in seen["html"]
    assert "Lansia" in seen["key"]
    assert seen["explanation"] == "<p>Kelompok rentan didahulukan.</p>"
    assert seen["feedback"] == {"b": "<p>Bukan itu alasannya.</p>"}
    # Nothing that tells the key is in what a learner sees.
    assert "Kelompok rentan" not in seen["html"]


async def test_it_speaks_the_language_asked_for(room: Room) -> None:
    source = question()
    source["text"]["en"] = {
        "stem": "Who goes first?",
        "options": [{"id": "a", "text": "The elderly"}, {"id": "b", "text": "Who hurries"}],
        "explanation": "They come first.",
    }
    seen = await shown(room, source, language="en")
    assert "Who goes first?" in seen["html"]
    assert seen["explanation"] == "<p>They come first.</p>"
    assert "Siapa yang" in (await shown(room, source))["html"]


async def test_without_an_id_or_a_bank_entry_it_is_shown_too(room: Room) -> None:
    source = {key: value for key, value in question().items() if key != "id"}
    seen = await shown(room, source)
    assert seen["findings"] == []
    assert seen["html"] is not None


async def test_a_fault_of_speech_does_not_hide_it(room: Room) -> None:
    seen = await shown(room, question(stem="Tekan login?"))
    assert [one["code"] for one in seen["findings"]] == ["C070"]
    assert seen["findings"][0]["path"] == ["text", "id", "stem"]
    assert "Tekan login?" in seen["html"]


@pytest.mark.parametrize(
    ("source", "path", "words"),
    [
        ({}, ["kind"], "Jenis soal belum dipilih atau tidak dikenal. Pilih salah satu jenis."),
        ({"kind": 7}, ["kind"], "Jenis soal belum dipilih atau tidak dikenal."),
        ({"kind": "single_choice"}, ["key"], "Bagian ini belum diisi. Isi dahulu."),
        (question(key="z"), ["key"], "Kunci atau umpan balik menunjuk pilihan yang tidak ada."),
        (question(points=0), ["points"], ""),
        (question(review_on="besok"), ["review_on"], "Tulis tanggal seperti 2026-11-21."),
        (question(stray=1), ["stray"], "Bagian ini tidak dikenal untuk jenis soal ini. Hapus."),
        (question(id="A B"), ["id"], "Pakai huruf kecil, angka, dan satu tanda hubung"),
    ],
)
async def test_what_is_unfinished_is_said_where_it_is(
    room: Room, source: dict[str, Any], path: list[str], words: str
) -> None:
    seen = await shown(room, source)
    assert seen["html"] is None
    assert path in [one["path"] for one in seen["findings"]]
    said = next(one for one in seen["findings"] if one["path"] == path)
    assert said["words"].startswith(words)


async def test_what_was_drawn_may_be_drawn_anew(room: Room) -> None:
    options = [{"id": chr(97 + n), "text": f"Pilihan {n}"} for n in range(8)]
    source = question()
    source["text"]["id"]["options"] = options
    first = await shown(room, source)
    assert first == await shown(room, source)
    orders = {(await shown(room, source, seed=f"contoh-{n}"))["html"] for n in range(6)}
    assert len(orders) > 1


async def test_strangers_see_no_preview(room: Room) -> None:
    for client, bank in ((room.sari, "loket"), (room.budi, "asing")):
        path = f"{BANKS}/{bank}/questions/preview"
        assert (await client.post(path, json={"source": question()})).status_code == 404
    read_only = f"{BANKS}/kota/questions/preview"
    assert (await room.budi.post(read_only, json={"source": question()})).status_code == 200
