"""The door of question banks: what upper floors, the router and the command line may call.

Each use case has a module of its own beside this one.
"""

from app.banks.adopting import Adopted, adopt
from app.banks.reading import BankRef, bank_to_read, usable, usable_banks
from app.banks.sources import bank_figures, bank_sources, versions_of
from app.banks.uses import note_publication

__all__ = [
    "Adopted",
    "BankRef",
    "adopt",
    "bank_figures",
    "bank_sources",
    "bank_to_read",
    "note_publication",
    "usable",
    "usable_banks",
    "versions_of",
]
