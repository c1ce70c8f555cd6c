"""Services that an ICP contract can never hold, by name and by synonym (step 6)."""

import re

from wpb_engine.problems import Problems
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import TariffClass

# The three names are the guidance's own (3.3.1).
NEVER = re.compile(
    r"\b(community\s+pharmaceutical|general\s+dental|community\s+optometry)\b"
)
SOUNDS_LIKE = re.compile(
    r"\b(dental|dentist\w*|orthodont\w*|optician\w*|optical|optomet\w*|ophthalmic"
    r"|sight[\s-]tests?|eye[\s-]tests?|pharmac\w*|chemists?)\b"
)


def check_exclusion(line: ServiceLine, problems: Problems) -> None:
    """Stop an excluded service; ask about one that only sounds like it.

    Args:
        line: A line that is wholly or partly in scope.
        problems: Takes a blocking problem for an excluded service, and an open one
            for a synonym until somebody has answered it, since community dental or
            medicines spending may be lawful.

    Source: 002 §3.3.1 ("Community pharmaceutical services, general dental services and
    community optometry services cannot be commissioned via an ICP Contract").
    """
    words = f"{line.name} | {line.currency or ''} | {line.provider or ''}".casefold()
    if line.tariff_class is TariffClass.EXCLUDED or NEVER.search(words):
        problems.blocking(
            f"Line {line.code} ({line.name}) cannot be part of an ICP contract: "
            "community pharmaceutical, general dental and community optometry "
            "services are excluded (guidance 3.3.1). Set its Share in scope to 0%, "
            "or correct its name and Tariff class.",
            line.key("name"),
        )
        return
    alike = SOUNDS_LIKE.search(words)
    if alike and not line.exclusion_answer:
        problems.open(
            f"Line {line.code} ({line.name}) sounds like an excluded service "
            f"(“{alike[0]}”). Answer in the column Answer on exclusion why it may "
            "lawfully be in scope, or set its Share in scope to 0% (guidance 3.3.1).",
            line.key("exclusion_answer"),
        )
