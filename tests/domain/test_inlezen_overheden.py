"""Letters of invented authorities in their own layouts, in three series (``brieven``).

The run prints recall and precision of every field; a field that is wrong and called certain fails the suite.
"""

import sys

import derde_reeks
import overheidsbrieven
import pytest
import tweede_reeks

from groningse_norm.raadsbrief.inlezen import lees_brief

VELDEN = (
    "kenmerk", "datum", "embargo_tot", "onderwerp", "aan", "email", "contactpersoon", "aanhef", "slotgroet",
    "ondertekenaars", "bijlagen",
)  # fmt: skip

REEKSEN = {
    "first": overheidsbrieven.BRIEVEN,
    "second": tweede_reeks.BRIEVEN,
    "third": derde_reeks.BRIEVEN,
}
BRIEVEN = overheidsbrieven.BRIEVEN | tweede_reeks.BRIEVEN | derde_reeks.BRIEVEN


def beoordeel(naam: str) -> dict[str, tuple[bool, bool, bool, bool, object]]:
    """Field → (expected, read, right, called certain, value)."""
    brief = BRIEVEN[naam]
    gelezen = lees_brief(brief.inhoud(), bestandsnaam=brief.naam).als_dict()
    uit = {}
    for veld in VELDEN:
        goed = brief.verwacht.get(veld)
        waarde = gelezen[veld] or None
        zeker = gelezen["zekerheid"][veld]["oordeel"] == "zeker"
        uit[veld] = (goed is not None, waarde is not None, waarde == goed, zeker, waarde)
    return uit


def test_no_letter_of_an_authority_is_read_wrong_and_called_certain(capsys):
    uitkomsten = {naam: beoordeel(naam) for naam in BRIEVEN}
    with capsys.disabled():
        for reeks, brieven in REEKSEN.items():
            sys.stdout.write(
                f"\n{len(brieven)} letters, {reeks} series: field, recall, precision\n"
            )
            for veld in VELDEN:
                rijen = [uitkomsten[naam][veld] for naam in brieven]
                goed = sum(verwacht and waar for verwacht, _, waar, _, _ in rijen)
                recall = goed / max(sum(verwacht for verwacht, *_ in rijen), 1)
                precisie = goed / max(sum(gelezen for _, gelezen, *_ in rijen), 1)
                sys.stdout.write(f"  {veld:15} {recall:6.1%} {precisie:6.1%}\n")
    assert len(BRIEVEN) >= 32
    mis = [
        f"{naam} / {veld}: {waarde!r}"
        for naam, uitkomst in uitkomsten.items()
        for veld, (_, _, waar, zeker, waarde) in uitkomst.items()
        if zeker and not waar
    ]
    assert mis == []


@pytest.mark.parametrize("naam", BRIEVEN)
def test_what_a_letter_says_is_read_or_marked(naam):
    """A field that the letter fills is never simply absent, unless nothing of it was found."""
    brief = BRIEVEN[naam]
    gelezen = lees_brief(brief.inhoud(), bestandsnaam=brief.naam).als_dict()
    for veld in ("datum", "embargo_tot", "onderwerp", "kenmerk", "aanhef", "ondertekenaars"):
        if brief.verwacht.get(veld) and gelezen[veld] != brief.verwacht[veld]:
            assert gelezen["zekerheid"][veld]["oordeel"] != "zeker", veld
