"""The worksheet of a plan in a real browser: saved on the spot, by keyboard, and undone."""

import transaction

PLAN = "overheden/westerkwartier/uitvoeringsplan"


def test_staff_report_and_undo_without_leaving_the_page(server, persoon):
    staf = persoon("medewerker-gm1969")
    assert staf.ga(PLAN) == 200
    assert staf.schendingen() == []
    pagina = staf.pagina
    # Something half filled in elsewhere stays as it is.
    pagina.get_by_role("link", name="A05 Toelichting en meer").click()
    ander = pagina.get_by_label("Toelichting (intern)")
    assert ander.evaluate("veld => veld === document.activeElement")
    assert pagina.url.endswith(PLAN)
    ander.fill("half")
    knop = pagina.get_by_role("button", name="A02 Uitgevoerd")
    knop.focus()
    pagina.keyboard.press("Enter")
    pagina.get_by_text("Bewaard: A02.").wait_for()
    assert pagina.url.endswith(PLAN)
    assert ander.input_value() == "half"
    nieuw = pagina.get_by_role("button", name="A02 Uitgevoerd")
    assert nieuw.get_attribute("aria-pressed") == "true"
    assert nieuw.evaluate("knop => knop === document.activeElement")
    assert staf.schendingen() == []
    transaction.begin()
    assert server.portal.unrestrictedTraverse(PLAN)["a02"].stand == "uitgevoerd"

    pagina.get_by_role("button", name="Maak ongedaan").click()
    pagina.locator('button[aria-label="A02 In ontwikkeling"][aria-pressed="true"]').wait_for()
    assert pagina.url.endswith(PLAN)
    transaction.begin()
    assert server.portal.unrestrictedTraverse(PLAN)["a02"].stand == "in_ontwikkeling"


def test_a_remark_with_its_evidence_is_written_in_the_row_by_keyboard(server, persoon):
    staf = persoon("medewerker-gm1969")
    assert staf.ga(PLAN) == 200
    pagina = staf.pagina
    pagina.get_by_role("link", name="A06 Toelichting en meer").press("Enter")
    formulier = pagina.get_by_role("form", name="A06")
    formulier.get_by_label("Toelichting (intern)").fill("Besproken op dinsdag")
    formulier.get_by_label("Bewijs").fill("https://voorbeeld.nl/verslag")
    assert staf.schendingen() == []
    # Enter in a field of one line saves the form, and sets no sign.
    formulier.get_by_label("Volgende toets").press("Enter")
    pagina.get_by_text("Bewaard: A06.").wait_for()
    assert pagina.url.endswith(PLAN)
    link = pagina.get_by_role("link", name="A06 Toelichting en meer")
    assert link.evaluate("link => link === document.activeElement")
    transaction.begin()
    maatregel = server.portal.unrestrictedTraverse(PLAN)["a06"]
    assert (maatregel.toelichting, maatregel.bewijs) == (
        "Besproken op dinsdag",
        "https://voorbeeld.nl/verslag",
    )

    link.click()
    formulier.get_by_role("link", name="Sluit").click()
    link.wait_for()
    assert not formulier.is_visible()
