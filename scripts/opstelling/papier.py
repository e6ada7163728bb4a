"""What can be checked of PDF/UA-1 and PDF/A-3a in a file without a validator of the standards."""

import io
import re
from itertools import pairwise

import pikepdf


def keur(inhoud: bytes) -> None:
    """The marks of PDF/UA-1 and PDF/A-3a that can be looked at without judging the reading order."""
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        wortel = bestand.Root
        assert str(wortel.Lang) == "nl"
        assert bool(wortel.MarkInfo.Marked) and bool(wortel.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in wortel and "/ParentTree" in wortel.StructTreeRoot
        assert wortel.OutputIntents[0].S == "/GTS_PDFA1"
        assert not bestand.is_encrypted
        with bestand.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == str(bestand.docinfo["/Title"])
            assert meta["pdf:Keywords"] == str(bestand.docinfo.get("/Keywords", ""))
        for pagina in bestand.pages:
            for notitie in pagina.get("/Annots", []):
                if notitie.Subtype == "/Widget":
                    # A seal stands off the page.
                    assert all(float(zijde) < 0 for zijde in notitie.Rect)
                    continue
                assert str(notitie.Contents) and "/StructParent" in notitie
                assert pagina.Tabs == "/S"
            stromen = b"".join(deel.read_bytes() for deel in pikepdf.Array(_inhoud(pagina)))
            # Everything on the page is in the structure, or is marked as no part of the text.
            assert stromen.count(b"BDC") + stromen.count(b"BMC") == stromen.count(b"EMC")


def knopen(bestand: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Elements of the structure in reading order."""
    uit, rij = [], [bestand.Root.StructTreeRoot]
    while rij:
        knoop = rij.pop(0)
        if not isinstance(knoop, pikepdf.Dictionary):
            continue
        if "/S" in knoop and knoop.get("/Type") != "/OBJR":
            uit.append(knoop)
        kinderen = knoop.get("/K", [])
        rij = [*(kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen]), *rij]
    return uit


def keur_structuur(inhoud: bytes) -> None:
    """Conditions of the Matterhorn Protocol 1.1 that a program can decide; the number is beside each."""
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        alle = knopen(bestand)
        soorten = [str(knoop.S)[1:] for knoop in alle]
        assert soorten[0] == "Document" and soorten.count("Document") == 1
        namen: set[str] = set()
        koppen = [int(soort[1]) for soort in soorten if re.fullmatch("H[1-6]", soort)]
        assert not koppen or koppen[0] == 1  # 14-002
        assert all(b - a <= 1 for a, b in pairwise(koppen))  # 14-003: no level is passed over
        for knoop, soort in zip(alle, soorten, strict=True):
            if soort == "Figure":
                assert str(knoop.get("/Alt", ""))  # 13-004
            if soort == "TH":
                namen.add(str(knoop.ID))
            if soort == "TD" and namen:
                # 15-003: a cell names its headers, so that these need no scope.
                assert {str(naam) for naam in knoop.A.Headers} <= namen and len(knoop.A.Headers)
            if soort in ("TR", "LI"):
                ouder = str(knoop.P.S)[1:]
                assert ouder in ("Table", "THead", "TBody", "TFoot", "L"), ouder  # 09-004, 09-005
        for pagina in bestand.pages:
            assert not los_van_structuur(pagina)  # 01-005: tagged, or an artifact
            for letter in pagina.Resources.get("/Font", {}).values():
                assert "/ToUnicode" in letter  # 10-001
                binnen = letter.DescendantFonts[0] if "/DescendantFonts" in letter else letter
                ingesloten = {"/FontFile", "/FontFile2", "/FontFile3"} & set(binnen.FontDescriptor)
                assert ingesloten  # 31-009
        assert "/JavaScript" not in bestand.Root.get("/Names", {})  # PDF/A-3, 6.6.1
        profiel = bestand.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert profiel[36:40] == b"acsp"  # an ICC profile (PDF/A-3, 6.2.3)


TEKENT = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "b", "B*", "b*", "sh", "BI"}


def los_van_structuur(pagina: pikepdf.Page) -> list[str]:
    """What is drawn outside every mark."""
    diep, uit = 0, []
    for opdracht in pikepdf.parse_content_stream(pagina):
        naam = str(opdracht.operator)
        diep += {"BDC": 1, "BMC": 1, "EMC": -1}.get(naam, 0)
        if diep == 0 and naam in TEKENT:
            uit.append(naam)
    return uit


def _inhoud(pagina):
    stromen = pagina.obj.Contents
    return stromen if isinstance(stromen, pikepdf.Array) else [stromen]
