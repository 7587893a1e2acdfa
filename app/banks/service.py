"""The door of question banks: what upper floors, the router and the command line may call.

Each use case has a module of its own beside this one.
"""

from app.banks.adding import Added, add_questions
from app.banks.adopting import Adopted, adopt
from app.banks.checking import QuestionFinding
from app.banks.editing import bank_for_edit, check_questions
from app.banks.finding_words import words_of
from app.banks.picturing import keep_picture
from app.banks.queries.storing import Picture
from app.banks.reading import BankRef, bank_to_read, usable, usable_banks
from app.banks.sources import bank_figures, bank_sources, versions_of
from app.banks.uses import note_publication

__all__ = [
    "Added",
    "Adopted",
    "BankRef",
    "Picture",
    "QuestionFinding",
    "add_questions",
    "adopt",
    "bank_figures",
    "bank_for_edit",
    "bank_sources",
    "bank_to_read",
    "check_questions",
    "keep_picture",
    "note_publication",
    "usable",
    "usable_banks",
    "versions_of",
    "words_of",
]
