"""The door of identity: what upper floors, the command line and form adapters may call.

Form adapters sign people in and out with ``sign_in``, ``sign_out``, ``change_password`` and
``confirm_reset``, and set cookies with ``app.identity.cookies``; what these need of the process is
``identity_of(request)``.
"""

from app.identity.acting import actor_for
from app.identity.granting import grant_role
from app.identity.people import create_person
from app.identity.reading import PersonCard, help_contact_of, me_of, person_card
from app.identity.resetting import (
    CodeUse,
    IssuedCode,
    change_password,
    confirm_reset,
    issue_code,
    mail_code,
    set_password,
)
from app.identity.runtime import Identity, identity_from, identity_of
from app.identity.signing_in import Credentials, SignedIn, sign_in, sign_out
from app.identity.tending import (
    agency_for_account,
    create_agency,
    ensure_root_agency,
    has_people,
)

__all__ = [
    "CodeUse",
    "Credentials",
    "Identity",
    "IssuedCode",
    "PersonCard",
    "SignedIn",
    "actor_for",
    "agency_for_account",
    "change_password",
    "confirm_reset",
    "create_agency",
    "create_person",
    "ensure_root_agency",
    "grant_role",
    "has_people",
    "help_contact_of",
    "identity_from",
    "identity_of",
    "issue_code",
    "mail_code",
    "me_of",
    "person_card",
    "set_password",
    "sign_in",
    "sign_out",
]
