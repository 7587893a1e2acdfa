"""The question kinds there are. A new kind is a module beside these and a line here."""

from collections.abc import Mapping

from app.assessment.questions.base import AnyQuestionKind
from app.assessment.questions.calculated import Calculated
from app.assessment.questions.cloze import Cloze
from app.assessment.questions.essay import Essay
from app.assessment.questions.matching import Matching
from app.assessment.questions.multiple_response import MultipleResponse
from app.assessment.questions.numeric import Numeric
from app.assessment.questions.ordering import Ordering
from app.assessment.questions.short_answer import ShortAnswer
from app.assessment.questions.single_choice import SingleChoice
from app.assessment.questions.surveys import OpenText, Rating
from app.assessment.questions.true_false import TrueFalse

QUESTION_KINDS: Mapping[str, AnyQuestionKind] = {
    kind.name: kind
    for kind in (
        SingleChoice(),
        MultipleResponse(),
        TrueFalse(),
        ShortAnswer(),
        Numeric(),
        Matching(),
        Ordering(),
        Essay(),
        Cloze(),
        Calculated(),
        Rating(),
        OpenText(),
    )
}
