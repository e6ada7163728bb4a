"""Does the time of an answer tell a sealed path from one that never existed?

A third path, that does not exist either, shows what the same measurement makes of two that are
alike. The yardstick is chance: the furthest that they come apart in a thousand rounds in which the
two of each pair trade places at random.
"""

from measure import Figure, Row, apart, chance, in_turns
from sites import HTML, JSON, LETTERS, PASSWORD, SEALED, SITE, demo

CHANCE = "what two alike differ by chance"
MEMBER = "lezer-zonder-rol"
WHO = {"anonymous": "", "member": MEMBER}
FORMS = {"HTML": HTML, "JSON": JSON}
CASES = [(form, who) for form in FORMS for who in WHO]
ROWS = {
    f"{path} against a missing path, {form}, {who}": Row(
        "µs", CHANCE, 1.0 if path == "sealed" else None
    )
    for form, who in CASES
    for path in ("sealed", "missing")
}
ROUNDS = 300
PATHS = {"sealed": SEALED, "missing": f"{LETTERS}/1969216996", "yardstick": f"{LETTERS}/1969216997"}


def measure() -> dict[str, Figure]:
    from plone import api

    from groningse_norm.opdrachten import zopesite

    found = {}
    with demo() as here:
        with zopesite.werk_in(SITE, "a member without roles"):
            api.user.create("lezer@example.org", MEMBER, PASSWORD)
        for form, who in CASES:
            works = {
                name: (
                    lambda path=path, form=form, who=who: here.get(
                        f"{SITE}/{path}", FORMS[form], WHO[who], status=404
                    )
                )
                for name, path in PATHS.items()
            }
            times = in_turns(works, ROUNDS)
            for name in ("sealed", "missing"):
                both = times[name], times["yardstick"]
                found[f"{name} against a missing path, {form}, {who}"] = Figure(
                    abs(apart(*both)) * 1e6, chance(*both) * 1e6
                )
    return found
