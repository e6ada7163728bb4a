"""The worksheet of a plan in a real browser: saved on the spot, by keyboard, and undone."""

import transaction

PLAN = "overheden/westerkwartier/uitvoeringsplan"


def test_staff_report_and_undo_without_leaving_the_page(server, persoon):
    staf = persoon("medewerker-gm1969")
    assert staf.ga(PLAN) == 200
    assert staf.schendingen() == []
    pagina = staf.pagina
    # Something half filled in elsewhere stays as it is.
    uid = server.portal.unrestrictedTraverse(PLAN)["a05"].UID()
    ander = pagina.locator(f"#toelichting-{uid}")
    ander.evaluate("veld => { veld.closest('details').open = true; veld.value = 'half' }")
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
