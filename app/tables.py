"""Imports every feature's models, so that the metadata is whole for migrations and tests."""

from app.assessment import models as assessment
from app.assessment.statistics import models as statistics
from app.banks import models as banks
from app.catalogue import models as catalogue
from app.certificates import models as certificates
from app.gradebook import models as gradebook
from app.identity import models as identity
from app.inbox import models as inbox
from app.insight import models as insight
from app.kit import audit, jobs
from app.kit.database import Base
from app.learning import models as learning
from app.media import models as media
from app.practice import models as practice
from app.studio import models as studio
from app.worksheets import models as worksheets
from app.workshop import models as workshop
from app.workshop.review import models as review

metadata = Base.metadata

__all__ = [
    "assessment",
    "audit",
    "banks",
    "catalogue",
    "certificates",
    "gradebook",
    "identity",
    "inbox",
    "insight",
    "jobs",
    "learning",
    "media",
    "metadata",
    "practice",
    "review",
    "statistics",
    "studio",
    "worksheets",
    "workshop",
]
