"""Which sentences need the one before them: those that begin with "He", "But" or "For example", in the languages we read."""

from __future__ import annotations

import re

# A space inside a phrase is written as "_".
_BEGINNINGS = {
    "en": """he she they it this that these those his her their its my but and or so yet still nor such also however moreover meanwhile
        instead then here there below above another others similarly nevertheless nonetheless thus therefore hence elsewhere afterwards
        in_fact for_example as_a_result in_addition at_the_same_time on_the_other_hand""",
    "de": """er sie es diese dieser dieses diesem diesen aber und doch auch dabei damit dann zudem dagegen dazu immerhin dennoch deshalb
        daher deswegen dadurch dafür darum danach außerdem anschließend dort""",
    "fr": """il elle ils elles ce cela cette ces mais et aussi alors ainsi celui-ci celle-ci c'est c’est de_plus en_outre par_ailleurs""",
    "es": """él ella ellos ellas ello esto eso esta este estos estas pero y también además sin_embargo por_ello asimismo""",
    "it": """egli ella lui lei essi questo questa questi queste ma e anche inoltre tuttavia così per_questo""",
    "pt": """ele ela eles elas isto isso esta este esse essa mas e também além no_entanto porém assim""",
    "nl": """hij zij ze het dit deze maar en ook dan daarnaast daarom toch""",
    "ru": """он она они оно это эта этот эти но и а также однако при_этом кроме_того поэтому""",
    "zh": """他 她 它 这 那 但 不过 而且 此外 因此 同时 其 另外 该 对此""",
    "ja": """これ それ この その また しかし だが でも そして さらに 一方 彼 ここ そこ 同社 同課 同日 同署 同氏 同省 同局 同市 同県 同国""",
}
_UNSPACED = ("zh", "ja")  # no space ends a word there
# An article that is a pronoun because a verb follows.
_PRONOUNS = {
    "de": r"d(?:as|er|ie)\s(?:ist|sind|war|waren|sei|wird|hat|kann|soll|muss|heißt|zeigt|gilt|führt|geht|macht|könnte|müsste|sollte)",
    "nl": r"dat\s(?:is|was|zijn|heeft|kan|wordt)",
}
# What begins like one that leans, and stands: "There is", "Es gibt", "Il y a".
_STANDING = {"en": r"there\s(?:is|are|was|were|will|has|have|may|could|should)\b", "de": r"es\s(?:gibt|gab)\b", "fr": r"il\sy\b"}


def leans(text: str, language: str) -> bool:
    """Say whether a sentence is not understood without the one before."""
    return language in _LEANS and _LEANS[language].match(text) is not None


def _pattern(language: str) -> re.Pattern[str]:
    words = [*map(re.escape, _BEGINNINGS[language].split()), *filter(None, [_PRONOUNS.get(language)])]
    either = "|".join(words).replace("_", r"\s")
    end = "" if language in _UNSPACED else r"\b"
    return re.compile(rf"[\"'“‘«„「]?(?!{_STANDING.get(language, '(?!)')})(?:{either}){end}", re.IGNORECASE)


_LEANS = {language: _pattern(language) for language in _BEGINNINGS}
