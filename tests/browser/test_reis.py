"""The life of a letter, as the people who have to do with it meet it."""

from datetime import timedelta

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD

TELEFOON = {"width": 360, "height": 740}
KENMERK = "0047000777"
PAD = f"overheden/veendam/brieven/{KENMERK}"

BRIEF = """de raad van de gemeente Veendam
per mail via griffie.veendam@example.org

Contactpersoon
Team Veiligheid

**Embargo tot {embargo}**

Kenmerk
{kenmerk}

Datum
{datum}

### Onderwerp

Voortgang van het flexteam

Geachte leden van de raad,

Hierbij leest u hoe het flexteam ervoor staat.

### Resultaten

Het team heeft twaalf controles gedaan.

Hoogachtend,
burgemeester en wethouders van de gemeente Veendam,

V. Voorbeeld, burgemeester
W. Voorbeeld, secretaris
"""


def onderteken(iemand) -> None:
    iemand.ga(f"{PAD}/@@onderteken")
    assert iemand.schendingen() == []
    iemand.pagina.check("#hoedanigheid-eigen_ambt")
    iemand.pagina.fill("input[name=wachtwoord]", WACHTWOORD)
    iemand.pagina.click("button[name=onderteken]")
    assert iemand.pagina.url.endswith(PAD)


def neem_stap(iemand, titel: str) -> None:
    iemand.ga(PAD)
    iemand.pagina.get_by_role("link", name=titel).first.click()
    assert iemand.schendingen() == []
    iemand.pagina.click("button[name=bevestig]")


def test_a_letter_from_the_clerks_desk_to_the_public(server, persoon, zet_klok, tmp_path):
    nu = klok.nu()
    zet_klok(nu)
    moment = klok.op_de_minuut(nu + timedelta(days=1))
    bestand = tmp_path / "brief.txt"
    bestand.write_text(
        BRIEF.format(
            kenmerk=KENMERK,
            datum=klok.datum_in_woorden(nu.astimezone(klok.AMSTERDAM)),
            embargo=klok.in_woorden(moment).replace(",", ""),
        ),
        encoding="utf-8",
    )

    griffie = persoon("griffie-gm0047")
    griffie.ga("overheden/veendam/@@brief-inlezen")
    assert griffie.schendingen() == []
    griffie.pagina.set_input_files("input[name=bestand]", str(bestand))
    griffie.pagina.click("button[name=inlezen]")
    assert griffie.schendingen() == []
    for vinkje in griffie.pagina.query_selector_all("input[name^=klopt-]"):
        vinkje.check()
    griffie.pagina.click("button[name=maak]")
    assert griffie.pagina.url.endswith(PAD)
    assert "Voortgang van het flexteam" in griffie.tekst
    neem_stap(griffie, "Bied aan ter ondertekening")

    burgemeester = persoon("ondertekenaar-gm0047", viewport=TELEFOON)
    onderteken(burgemeester)
    onderteken(persoon("secretaris-gm0047"))
    neem_stap(griffie, "Verzend onder embargo")

    raadslid = persoon("raadslid-gm0047")
    assert raadslid.ga(PAD) == 200
    assert f"Onder embargo tot {klok.in_woorden(moment)}" in raadslid.tekst
    assert "twaalf controles" in raadslid.tekst
    assert raadslid.schendingen() == []

    bewoner = persoon()
    assert bewoner.ga(PAD) == 404
    assert "flexteam" not in bewoner.pagina.content()
    bewoner.ga("overheden/veendam/brieven")
    assert "flexteam" not in bewoner.pagina.content()

    zet_klok(moment - timedelta(seconds=1))
    assert bewoner.ga(PAD) == 404
    zet_klok(moment)
    assert bewoner.ga(PAD) == 200
    assert "twaalf controles" in bewoner.tekst
    assert bewoner.schendingen() == []
    bewoner.ga("overheden/veendam/brieven")
    assert "Voortgang van het flexteam" in bewoner.tekst


def test_a_wrong_password_signs_nothing_and_says_so_at_the_field(server, persoon, zet_klok):
    griffie = persoon("griffie-gm0047")
    griffie.ga("overheden/veendam/brieven/0047000123")
    griffie.pagina.get_by_role("link", name="Bied aan ter ondertekening").first.click()
    griffie.pagina.click("button[name=bevestig]")

    burgemeester = persoon("ondertekenaar-gm0047")
    burgemeester.ga("overheden/veendam/brieven/0047000123/@@onderteken")
    burgemeester.pagina.check("#hoedanigheid-eigen_ambt")
    burgemeester.pagina.fill("input[name=wachtwoord]", "niet-mijn-wachtwoord")
    burgemeester.pagina.click("button[name=onderteken]")
    veld = burgemeester.pagina.locator("input[name=wachtwoord]")
    assert veld.get_attribute("aria-invalid") == "true"
    assert "Er is niets ondertekend" in burgemeester.tekst
    assert burgemeester.schendingen() == []


PAGINAS = (
    "",
    "norm/groningse-norm",
    "norm/groningse-norm/a01",
    "norm/groningse-norm/model-uitvoeringsplan",
    "overheden",
    "overheden/westerkwartier",
    "overheden/westerkwartier/brieven",
    "overheden/westerkwartier/brieven/1969216064",
    "overheden/veendam/bijeenkomsten",
)


def test_every_public_page_is_accessible_on_a_screen_and_on_a_phone(server, persoon):
    for viewport in (None, TELEFOON):
        bewoner = persoon(viewport=viewport)
        for pad in PAGINAS:
            assert bewoner.ga(pad) == 200, pad
            assert bewoner.schendingen() == [], pad
            breedte = bewoner.pagina.evaluate("document.documentElement.scrollWidth")
            assert breedte <= bewoner.pagina.viewport_size["width"], pad


def test_staff_see_their_plan_with_progress_in_text_and_symbol(server, persoon):
    medewerker = persoon("medewerker-gm1969")
    medewerker.ga("overheden/westerkwartier/uitvoeringsplan")
    for woord in ("Uitgevoerd", "In ontwikkeling", "Ontbreekt"):
        assert woord in medewerker.tekst
    assert medewerker.schendingen() == []
