"""Imports every feature's models, so that the metadata is whole for migrations and tests."""

import importlib
import importlib.util

from app.catalogue import models as catalogue
from app.identity import models as identity
from app.kit import audit, jobs
from app.kit.database import Base
from app.learning import models as learning

for _name in ("app.assessment.models", "app.certificates.models"):
    if importlib.util.find_spec(_name):
        importlib.import_module(_name)

metadata = Base.metadata
