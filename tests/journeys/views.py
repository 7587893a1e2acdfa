"""Every page there is, as the people who can see it: for checks that hold everywhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.workshop import Workshop, busy_workshop
from tests.server import Account

Prepare = Callable[[Page], None]

# No script on the page, or the one there is has done its work.
READY = "html:not(:has(script[type=module])), html[data-enhanced], html:has(#app nav)"


@dataclass(frozen=True, slots=True)
class View:
    """A page, perhaps after something was done on it: ``prepare``."""

    name: str
    path: str
    prepare: Prepare = field(default=lambda _: None)

    def open(self, page: Page) -> None:
        page.goto(self.path)
        ready(page)
        self.prepare(page)


def ready(page: Page) -> None:
    expect(page.locator(READY)).to_be_attached()
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".skel")).to_have_count(0)


@dataclass(frozen=True, slots=True)
class People:
    """Who is needed to see everything: new, on the way, through, and at the desk."""

    beginner: Learner
    pupil: Learner
    graduate: Learner
    admin: Account
    check_link: str
    running: str  # path of the pupil's open attempt
    failed: str
    passed: str
    message: str
    workshop: Workshop

    @classmethod
    def gathered(cls, office: Office, course: Course) -> "People":
        beginner, pupil, graduate = (office.add_learner() for _ in range(3))
        with office.api_of(pupil) as api:
            device = Device(api, course)
            first = {"activity": str(course.lessons[0].id)}
            device.send(("opened", first), ("done", first))
            failed = device.take(course.quiz, right=False)
            running = device.start(course.quiz)
            enrolment = api.post("/enrolments", {"course": course.slug})["id"]
            letter = {"to": [enrolment], "subject": "Ayo lanjut", "body": "Salam.\n\nAyo (rekaan)."}
            office.post(f"/teaching/courses/{course.slug}/messages", letter)
            message = api.get("/inbox")["items"][0]["id"]
            mistake = {"block": "b2", "kind": "outdated", "words": "Sudah diubah (rekaan)."}
            api.post(f"/courses/{course.slug}/activities/{course.lessons[0].slug}/reports", mistake)
        with office.api_of(graduate) as api:
            device = Device(api, course)
            device.finish_lessons()
            passed = device.take(course.quiz, right=True)
            (certificate,) = api.get("/certificates")
        return cls(
            beginner=beginner,
            pupil=pupil,
            graduate=graduate,
            admin=office.account,
            check_link=certificate["check_link"],
            running=f"/percobaan/{running}",
            failed=f"/percobaan/{failed}",
            passed=f"/percobaan/{passed}",
            message=f"/kotak-masuk/{message}",
            workshop=busy_workshop(office),
        )

    def views(
        self, course: Course, *, staff: bool = True, studio: bool = True
    ) -> Iterator[tuple[Learner | Account | None, list[View]]]:
        """All pages, by the person who looks at them.

        Of course staff only if ``staff``, of those who write courses only if ``studio``.
        """
        quiz = course.link(course.quiz)
        yield (
            None,
            [
                View("sign-in", "/masuk"),
                View("sign-in refused", "/masuk?lanjut=/kursus", _sign_in_wrongly),
                View("one-time code", "/masuk/kode"),
                View("check", "/periksa"),
                View("check of a valid one", self.check_link, _checked),
                View("check of an unknown one", "/periksa/TIDAKADA"),
                View("privacy", "/privasi"),
            ],
        )
        yield (
            self.beginner,
            [
                View("empty home", "/"),
                View("catalogue", "/kursus"),
                View("course before enrolling", course.path),
                View("empty profile", "/profil"),
                View("empty inbox", "/kotak-masuk"),
                View("no such page", "/tidak-ada"),
            ],
        )
        yield (
            self.pupil,
            [
                View("home", "/"),
                View("course on the way", course.path, _unfold),
                *(View(f"lesson {one.slug}", course.link(one)) for one in course.lessons),
                View("contents of a lesson", course.link(course.lessons[0]), _open_contents),
                View("quiz cover", quiz),
                View("question", self.running),
                View("review", self.running, _review),
                View("confirmation", self.running, _ask_to_submit),
                View("result, not passed", self.failed),
                View("change password", "/masuk/ganti"),
                View("inbox", "/kotak-masuk"),
                View("message", self.message),
            ],
        )
        yield (
            self.graduate,
            [
                View("course passed", course.path, _unfold),
                View("quiz cover, passed", quiz),
                View("result, passed", self.passed),
                View("profile", "/profil", _unfold),
                View("grades", f"{course.path}/nilai", _unfold),
            ],
        )
        yield (
            self.admin,
            [
                View("people", "/kelola/pegawai"),
                View("a person", "/kelola/pegawai", _open_person),
                View("paste rows", "/kelola/pegawai", lambda page: _dialog(page, 0)),
                View("add a person", "/kelola/pegawai", lambda page: _dialog(page, 1)),
                View("agencies", "/kelola/perangkat-daerah"),
                View("audiences", "/kelola/kursus"),
                View("trail", "/kelola/jejak"),
                *(_taught(course) if staff else ()),
                *(_written(course, self.workshop) if studio else ()),
            ],
        )


def _taught(course: Course) -> list[View]:
    """What course staff see of a course that people take."""
    slug, quiz = course.slug, course.quiz.slug
    desk = f"/kelola/mengajar/{slug}"
    return [
        View("courses taught", "/kelola/mengajar"),
        View("course taught", desk),
        View("quiz desk", f"{desk}/kuis/{quiz}", _checked_draft),
        View("preview", f"/pratinjau/{slug}/{quiz}"),
        View("windows", f"{desk}/jadwal/{quiz}"),
        View("window", f"{desk}/jadwal/{quiz}", lambda page: _ask(page, 0)),
        View("accommodation", f"{desk}/jadwal/{quiz}", lambda page: _ask(page, 1)),
        View("statistics", f"{desk}/statistik/{quiz}", _unfold),
        View("gradebook", f"{desk}/nilai"),
        View("write to learners", f"{desk}/pesan"),
        View("weights", f"{desk}/nilai", lambda page: _dialog(page, 0)),
        View("to mark", "/kelola/penilaian"),
        View("late answers", "/kelola/penilaian/terlambat"),
        View("regrade", f"/kelola/penilaian/nilai-ulang/{slug}/{quiz}", _choose_question),
        View("banks", "/kelola/bank-soal"),
        View("questions of a bank", "/kelola/bank-soal", _open_bank),
    ]


def _written(course: Course, workshop: Workshop) -> list[View]:
    """What those see who write courses and read how they go."""
    at, taught = workshop.address, f"/kelola/mengajar/{course.slug}"
    return [
        View("studio", "/kelola/studio"),
        View("new course", "/kelola/studio", lambda page: _dialog(page, 0)),
        View("import", "/kelola/studio/impor"),
        View("outline", at, _checked_outline),
        View("add an activity", at, lambda page: _ask_for(page, ".mod .add")),
        View("arrange an activity", at, lambda page: _ask_for(page, ".act-row .ib:last-child")),
        View("facts of a course", f"{at}/fakta"),
        View("history", f"{at}/riwayat", _unfold_step),
        View("media", f"{at}/media", _shown_media),
        View("review of a course", f"{at}/tinjau", _unfold_file),
        View("publish", f"{at}/tinjau", lambda page: _ask_for(page, ".review-next .link")),
        *(View(f"{kind} in the studio", to, _written_text) for kind, to in workshop.texts.items()),
        View("insert", workshop.texts["lesson"], lambda page: _ask_for(page, ".tool.with-words")),
        View("how learners get on", f"{taught}/peserta"),
        View("mistakes and ratings", f"{taught}/laporan"),
    ]


def _checked_outline(page: Page) -> None:
    expect(page.locator(".studio-finds li").first).to_be_visible()


def _unfold_step(page: Page) -> None:
    page.locator(".history-row [aria-expanded]").first.click()
    expect(page.locator(".unified").first).to_be_visible()


def _shown_media(page: Page) -> None:
    expect(page.get_by_text("(rekaan)", exact=False).last).to_be_visible()


def _unfold_file(page: Page) -> None:
    page.locator(".changed [aria-expanded]").first.click()
    expect(page.locator(".lines p").first).to_be_visible()
    page.locator(".lines button.nr").first.click()
    expect(page.locator(".lines form")).to_be_visible()


def _written_text(page: Page) -> None:
    expect(page.locator(".editor-state").first).to_be_visible()
    expect(page.locator(".finds-of > .tag").first).to_be_visible()


def _ask_for(page: Page, button: str) -> None:
    page.locator(button).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _checked_draft(page: Page) -> None:
    expect(page.locator(".draw .tag, .draw .small").first).to_contain_text(re.compile(r"^\d+ "))


def _ask(page: Page, number: int) -> None:
    page.locator("section > p > .btn").nth(number).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _choose_question(page: Page) -> None:
    page.locator("main select").select_option(index=1)
    page.locator("main [type=radio]").last.check()
    expect(page.locator("form.accept")).to_be_visible()


def _open_bank(page: Page) -> None:
    page.locator("main li a, tbody th a").first.click()
    expect(page.locator("main [type=search]")).to_be_visible()
    ready(page)


def _sign_in_wrongly(page: Page) -> None:
    page.locator("#identifier").fill("199912312024012999")
    page.locator("#password").fill("bukan-kata-sandinya")
    page.locator("form .btn.wide").click()
    expect(page.locator("#form-error")).to_be_visible()
    ready(page)


def _checked(page: Page) -> None:
    expect(page.locator("#offline p").first).to_be_visible()


def _unfold(page: Page) -> None:
    folded = page.locator("main details")
    folded.evaluate_all("(all) => { for (const details of all) details.open = true; }")


def _open_contents(page: Page) -> None:
    page.locator(".toc > summary").click()
    expect(page.locator(".toc nav")).to_be_visible()


def _review(page: Page) -> None:
    page.locator(".pal .fin").click()
    expect(page.locator("#review-list")).to_be_visible()


def _ask_to_submit(page: Page) -> None:
    _review(page)
    page.locator("#steps [data-step='1']").click()
    expect(page.locator("#confirm")).to_be_visible()


def _open_person(page: Page) -> None:
    page.locator("tbody button.link").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _dialog(page: Page, number: int) -> None:
    page.locator("main > .title button").nth(number).click()
    expect(page.get_by_role("dialog")).to_be_visible()
