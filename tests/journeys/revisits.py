"""The pages somebody comes back to, and whether a phone has them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.course import Course


@dataclass(frozen=True, slots=True)
class Revisit:
    """``text``: a selector of what is read there. ``kept``: the address the device keeps it by."""

    name: str
    path: str
    text: str
    kept: str


def pages_of(course: Course) -> tuple[Revisit, ...]:
    lesson, quiz = course.link(course.lessons[0]), course.link(course.quiz)
    return (
        Revisit("beranda", "/", ".card.lit .btn", "/api/v1/home"),
        Revisit("kursus", course.path, "main ol li a", f"/api/v1/courses/{course.slug}"),
        Revisit("materi", lesson, "main .prose p", lesson),
        Revisit("kuis", quiz, "main .promise li", quiz),
    )


def is_kept(page: Page, one: Revisit) -> bool:
    """The worker answers, and has this page."""
    script = """async (place) => Boolean(navigator.serviceWorker.controller &&
      await caches.match(new URL(place, location.origin).href, { ignoreVary: true }))"""
    return bool(page.evaluate(script, one.kept))
