"""All routes of delivery: pages for browsers, and the two feeds that belong to pages."""

from fastapi import APIRouter

from app.delivery import (
    activity_pages,
    api_docs,
    app_practice_pages,
    attempt_pages,
    check_pages,
    downloads,
    draft_preview_pages,
    grades_pages,
    hearing_pages,
    home,
    inbox_pages,
    newer_pages,
    offline_pages,
    quiz_preview_pages,
    scenario_pages,
    shell_pages,
    sign_in_pages,
    worksheet_pages,
)

router = APIRouter()
for part in (
    home.router,
    api_docs.router,
    activity_pages.api,
    downloads.api,
    downloads.router,
    sign_in_pages.router,
    check_pages.router,
    offline_pages.router,
    inbox_pages.router,
    attempt_pages.router,
    quiz_preview_pages.router,
    draft_preview_pages.router,
    shell_pages.router,
    # Before activities, whose addresses look the same; no activity is called so (see the compiler).
    grades_pages.router,
    hearing_pages.router,
    newer_pages.router,
    worksheet_pages.router,
    activity_pages.router,
    scenario_pages.router,
    app_practice_pages.router,
):
    router.include_router(part)
