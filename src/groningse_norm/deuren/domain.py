"""The rule that what lies inside is never more open than what it lies in."""

from groningse_norm.embargo.domain import Status

_OPENHEID: dict[Status, int] = {
    Status.INTERN: 0,
    Status.INGETROKKEN: 0,
    Status.ONDER_EMBARGO: 1,
    Status.OPENBAAR: 2,
}


def is_opener(kind: Status, houder: Status) -> bool:
    """Would an item in state ``kind`` be more open than its holder in state ``houder``?"""
    return _OPENHEID[kind] > _OPENHEID[houder]
