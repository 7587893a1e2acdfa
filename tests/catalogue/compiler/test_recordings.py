"""Sound, film, documents and narrow pictures in a lesson: shown, measured, and linted."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from app.catalogue.compiler.amending import amend
from app.catalogue.compiler.compile import CompiledCourse, CompileReport, compile_all
from app.catalogue.compiler.htmlcleaning import clean
from app.catalogue.compiler.recordings import clock, size_words
from tests.catalogue.make_content import FILES, KINDS, LESSON

HASH = hashlib.sha256(b"suara").hexdigest()
ASSETS = "courses/contoh/dasar/assets/"
SOUND = f"{ASSETS}sambutan.mp3.media.yaml"
ENGLISH = LESSON.replace(".md", ".en.md")
POINTER = (
    f"sha256: {HASH}\nmedia_type: audio/mpeg\nbytes: 6100000\nseconds: 200\n"
    "title: Sambutan loket\nlicence: CC BY 4.0, Lentera (rekaan)\n"
    "transcript: |\n  Selamat pagi, Ibu. Silakan duduk.\n"
)
FILM = POINTER.replace("audio/mpeg", "video/mp4").split("transcript")[0]
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nSelamat pagi.\n"


def written(folder: Path, **changes: str | bytes) -> CompileReport:
    """The sample with files put in place; ``directive`` is added to the lesson."""
    files: dict[str, str | bytes] = dict(FILES)
    directive = str(changes.pop("directive", ""))
    for name in (LESSON, ENGLISH):
        files[name] = f"{FILES[name]}\n{directive}"
    for name, content in {**files, **changes}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return compile_all([folder], KINDS)


def lesson_html(course: CompiledCourse, language: str = "id") -> str:
    activity = course.public.activity_by_slug("satu")
    assert activity is not None
    return next(f.html for name, f in activity.fragments.items() if name == language)


AUDIO = ':::audio{src="assets/sambutan.mp3"}\nSambutan *rekaan*.\n:::\n'


def test_a_sound_says_its_size_and_fetches_nothing(tmp_path: Path) -> None:
    report = written(tmp_path, directive=AUDIO, **{SOUND: POINTER})
    assert report.findings == []
    (course,) = report.courses
    html = lesson_html(course)
    assert "Putar (6,1 MB, 3:20 menit)" in html
    assert f'preload="none" src="/berkas/{HASH}"' in html.replace('controls="" ', "")
    assert "<summary>Transkrip</summary><p>Selamat pagi" in html
    assert "Play (6.1 MB, 3:20 min)" in lesson_html(course, "en")
    assert [(a.sha256, a.media_type, a.bytes) for a in course.public.assets] == [
        (HASH, "audio/mpeg", 6_100_000)
    ]
    # The bytes are elsewhere: nothing is stored with the publication.
    assert course.assets == {}


def test_a_film_with_captions_and_a_document(tmp_path: Path) -> None:
    paper = FILM.replace("video/mp4", "application/pdf").replace("seconds: 200", "pages: 12")
    report = written(
        tmp_path,
        directive=':::video{src="assets/alur.mp4"}\n:::\n\n:::document{src="assets/f.pdf"}\n:::\n',
        **{
            f"{ASSETS}alur.mp4.media.yaml": FILM + "captions: alur.vtt\n",
            f"{ASSETS}alur.vtt": VTT,
            f"{ASSETS}f.pdf.media.yaml": paper,
        },
    )
    assert report.findings == []
    (course,) = report.courses
    html, digest = lesson_html(course), hashlib.sha256(VTT.encode()).hexdigest()
    assert f'<track kind="captions" src="/berkas/{digest}" srclang="id" label="Takarir">' in html
    assert 'download="f.pdf"' in html
    assert "(6,1 MB, 12 halaman)" in html
    assert course.assets == {digest: ("text/vtt", VTT.encode())}


def test_minutes_count_what_is_watched(tmp_path: Path) -> None:
    plain = written(tmp_path / "a").courses[0].public.minutes
    film = FILM.replace("seconds: 200", "seconds: 600") + "captions: a.vtt\n"
    watched = written(
        tmp_path / "b",
        directive=':::video{src="assets/a.mp4"}\n:::\n',
        **{f"{ASSETS}a.mp4.media.yaml": film, f"{ASSETS}a.vtt": VTT},
    )
    assert watched.courses[0].public.minutes == plain + 10


@pytest.mark.parametrize(
    ("code", "directive", "files"),
    [
        ("C081", AUDIO, {}),
        ("C080", AUDIO, {SOUND: "sha256: pendek\n"}),
        ("C080", AUDIO, {SOUND: POINTER + "lain: 1\n"}),
        ("C080", AUDIO, {SOUND: "- daftar\n"}),
        ("C003", AUDIO, {SOUND: b"\xff\xfe"}),
        ("C081", AUDIO.replace("audio", "video"), {SOUND: POINTER}),
        ("C082", AUDIO, {SOUND: POINTER.split("transcript", maxsplit=1)[0]}),
        ("C082", ':::video{src="assets/sambutan.mp3"}\n:::\n', {SOUND: FILM}),
        ("C083", AUDIO, {SOUND: POINTER + "captions: tiada.vtt\n"}),
        (
            "C083",
            AUDIO,
            {SOUND: POINTER + "captions: a.vtt\n", f"{ASSETS}a.vtt": "1\n00:00 SRT\n"},
        ),
        ("C042", ':::audio{file="assets/sambutan.mp3"}\n:::\n', {}),
        ("C008", "", {SOUND: POINTER}),
    ],
)
def test_what_is_found(
    tmp_path: Path, code: str, directive: str, files: dict[str, str | bytes]
) -> None:
    found = written(tmp_path, directive=directive, **files).findings
    assert code in {finding.code for finding in found}, found


def test_a_lesson_with_media_is_kept_when_another_changes(tmp_path: Path) -> None:
    (course,) = written(tmp_path, directive=AUDIO, **{SOUND: POINTER}).courses
    quiz = next(name for name in course.sources if name.endswith("kuis.yaml"))
    changed = course.sources[quiz].replace(b"pass_mark: 70", b"pass_mark: 60")
    outcome = amend(course.public, course.private, course.sources, {quiz: changed}, KINDS)
    assert outcome.findings == ()
    assert len(outcome.anew) == 1
    assert outcome.compiled is not None
    assert outcome.compiled.public.assets == course.public.assets


def webp(width: int) -> bytes:
    kept = io.BytesIO()
    Image.linear_gradient("L").resize((width, width // 2)).save(kept, "WEBP")
    return kept.getvalue()


def test_narrow_copies_of_a_picture_are_offered(tmp_path: Path) -> None:
    files = {f"{ASSETS}foto.webp": webp(900)} | {
        f"{ASSETS}foto.w{width}.webp": webp(width) for width in (320, 640)
    }
    directive = ':::figure{src="assets/foto.webp" alt="Loket" licence="Rekaan"}\nx\n:::\n'
    report = written(tmp_path, directive=directive, **files)
    assert report.findings == []
    (course,) = report.courses
    named = {
        int(width): hashlib.sha256(files[f"{ASSETS}foto{middle}.webp"]).hexdigest()
        for width, middle in (("320", ".w320"), ("640", ".w640"), ("900", ""))
    }
    listed = ", ".join(f"/berkas/{named[width]} {width}w" for width in sorted(named))
    assert f'srcset="{listed}"' in lesson_html(course)
    assert set(course.assets) == set(named.values())


def test_a_picture_that_nothing_shows_is_found_once(tmp_path: Path) -> None:
    files = {f"{ASSETS}foto{middle}.webp": webp(320) for middle in ("", ".w320", ".w640")}
    (found,) = written(tmp_path, directive="", **files).findings
    assert (found.code, found.file.endswith("assets/foto.webp")) == ("C008", True)


@pytest.mark.parametrize(
    "html",
    [
        '<video src="https://x.example/a.mp4"></video>',
        '<audio src="data:audio/mpeg;base64,AA"></audio>',
        '<video autoplay onplay="x()" poster="https://x.example/p.png"></video>',
        '<img srcset="https://x.example/a.png 2x" alt="">',
        '<track src="/kursus/lain">',
    ],
)
def test_nothing_foreign_plays(html: str) -> None:
    cleaned = clean(html)
    for word in ("x.example", "data:", "autoplay", "onplay", "/kursus/lain"):
        assert word not in cleaned


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (1, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (6_100_000, "6,1 MB"),
        (200_000_000, "200 MB"),
    ],
)
def test_sizes_as_people_say_them(size: int, told: str) -> None:
    assert size_words(size, "id") == told


def test_a_clock() -> None:
    assert (clock(0), clock(59), clock(200), clock(3601)) == ("0:00", "0:59", "3:20", "60:01")
