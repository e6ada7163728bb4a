"""The bench: every subject can be found, says what it measures, and is explained. Nothing is measured."""

import ast
from pathlib import Path

import pytest
import run
from measure import CannotMeasure, Figure, Row, apart, chance, in_turns

ROOT = Path(__file__).resolve().parents[2]
UITLEG = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
# Sections of the document by the name of a subject.
SECTIES = {deel.split("\n", 1)[0].strip("` "): deel for deel in UITLEG.split("\n### ")[1:]}


@pytest.mark.parametrize("naam", run.SUBJECTS)
class TestEverySubject:
    def test_has_a_complete_table(self, naam):
        module = run.subject(naam)
        assert module.__doc__ and callable(module.measure)
        assert module.ROWS
        for wat, rij in module.ROWS.items():
            assert isinstance(rij, Row)
            assert len(wat) <= run.WIDTH
            # What is neither compared nor aimed at is a number without a meaning.
            assert rij.yardstick or rij.aim is not None or rij.unit == "ms"

    def test_is_explained(self, naam):
        assert naam in SECTIES

    def test_takes_plone_only_while_it_measures(self, naam):
        bron = ROOT / "benchmarks" / "subjects" / f"{naam}.py"
        boven = [
            knoop
            for knoop in ast.parse(bron.read_text(encoding="utf-8")).body
            if isinstance(knoop, ast.ImportFrom)
        ]
        assert not [k.module for k in boven if k.module.split(".")[0] in ("plone", "Products")]


def test_nothing_is_explained_that_is_not_measured():
    assert sorted(SECTIES) == list(run.SUBJECTS)


def test_subjects_are_chosen_by_how_their_names_begin():
    assert run.chosen("") == list(run.SUBJECTS)
    assert run.chosen("embargo_lift, signing") == ["embargo_lift", "signing"]
    assert len(run.chosen("embargo")) > 3
    with pytest.raises(CannotMeasure, match="nergens"):
        run.chosen("nergens")


@pytest.mark.parametrize(
    ("rij", "cijfer", "houdt"),
    [
        (Row("ms", "stock", 1.0), Figure(9, 10), True),
        (Row("ms", "stock", 1.0), Figure(11, 10), False),
        (Row("ms", "stock"), Figure(11, 10), None),
        (Row("s", aim=5.0), Figure(4), True),
        (Row("", aim=0), Figure(1), False),
    ],
)
def test_an_aim_holds_or_does_not(rij, cijfer, houdt):
    assert cijfer.holds(rij) is houdt
    assert run.line("wat", rij, cijfer).endswith({True: "yes", False: "NO", None: " "}[houdt])


def test_a_subject_that_measures_something_else_than_it_says_is_refused(monkeypatch):
    class Vals:
        ROWS = {"een": Row("ms", aim=1.0)}

        @staticmethod
        def measure():
            return {"twee": Figure(1)}

    monkeypatch.setattr(run, "subject", lambda naam: Vals)
    with pytest.raises(CannotMeasure, match="twee"):
        run.measured("vals")
    Vals.measure = staticmethod(lambda: {"een": Figure(1, 2)})
    with pytest.raises(CannotMeasure, match="yardstick"):
        run.measured("vals")


def test_a_subject_that_cannot_be_measured_makes_the_bench_fail(monkeypatch, capsys):
    def kan_niet(naam):
        raise CannotMeasure("no database")

    monkeypatch.setattr(run, "in_a_process", kan_niet)
    monkeypatch.setattr("sys.argv", ["run.py", "--only", "signing"])
    assert run.main() == 1
    assert "no database" in capsys.readouterr().err


def test_an_aim_that_is_missed_is_told_and_no_failure(monkeypatch, capsys):
    gemist = {wat: Figure(9, 1 if rij.yardstick else None) for wat, rij in SIGNING.items()}
    monkeypatch.setattr(run, "in_a_process", lambda naam: gemist)
    monkeypatch.setattr("sys.argv", ["run.py", "--only", "signing"])
    assert run.main() == 0
    assert " NO" in capsys.readouterr().out


SIGNING = run.subject("signing").ROWS


def test_what_is_compared_takes_turns():
    beurten: list[str] = []
    tijden = in_turns({naam: lambda naam=naam: beurten.append(naam) for naam in "ab"}, 4, warm_up=1)
    assert [len(tijden[naam]) for naam in "ab"] == [4, 4]
    assert all(set(beurten[i : i + 2]) == {"a", "b"} for i in range(0, 10, 2))


def test_what_differs_stands_out_from_chance():
    alike = [1.0, 3.0, 2.0] * 30
    assert apart(alike, alike[::-1]) <= chance(alike, alike[::-1])
    assert apart([value + 5 for value in alike], alike[::-1]) > chance(alike, alike[::-1])
