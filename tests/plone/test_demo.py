"""The demo site: what is in it, and who sees what."""

from groningse_norm import klok
from groningse_norm.demo import accounts
from groningse_norm.toezegging.domain import Status
from groningse_norm.toezegging.opslag import toezeggingen_van


def test_there_is_an_account_of_each_kind_for_all_thirteen_authorities():
    namen = {account.gebruiker for account in accounts()}
    assert len(namen) == 13 * 6 + 2
    assert {"griffie-gm1969", "ondertekenaar-pv20", "loco-ws0646", "normbeheerder"} <= namen


def test_the_demo_has_the_norm_with_thirty_agreements(demo):
    norm = demo["norm"]["groningse-norm"]
    assert [a.nummer for a in norm.basisafspraken()][:2] == ["A01", "A02"]
    assert len(norm.basisafspraken()) == 30
    assert len(norm["model-uitvoeringsplan"].maatregelen()) == 30


def test_the_promises_are_examples_that_say_so_and_one_of_them_is_overdue(demo):
    brieven = demo["overheden"]["westerkwartier"]["brieven"]
    alle = [t for brief in brieven.objectValues() for t in toezeggingen_van(brief)]
    assert {t.status for t in alle} == {Status.OPEN, Status.NAGEKOMEN}
    assert all(t.tekst.startswith("Voorbeeld: ") for t in alle)
    assert sum(t.te_laat(klok.vandaag()) for t in alle) == 1
