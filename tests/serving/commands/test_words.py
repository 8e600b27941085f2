"""What commands say on the terminal: whole in both languages, and Russian to a Russian company."""

import io
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import pytest
from rich.console import Console

from features.errors import DamagedError
from features.leaving import STATUSES
from features.schema import TABLES
from features.settings import settings_from
from features.signs.rules import SIGNS
from features.signs.words import NAMES
from serving.commands import handover, scores, shared
from serving.commands.model import SHOWN, figures_table
from serving.commands.shared import console
from serving.commands.words import WORDS
from serving.crm.row_faults import FAULTS
from serving.crm.sending import Sent
from serving.scores.publication import Publication
from tests.serving.walked import TREES, Ran, Walked, winback
from training.words import BASELINES, CANDIDATES

#: Words of the trade, forms of files and roles: the same in both languages.
COMMON = {"ABC", "XYZ", "LTV", "NPS", "API", "CSV", "XLSX", "JSON", "ROC", "AUC", "LightGBM", "RUB", "PSI"}
#: What is written as the settings, the command line or our tables write it: addresses, options, codes.
AS_WRITTEN = re.compile(
    r"`[^`]*`|\[[^\]]*\]|--[a-z-]+( FILE\.xlsx)?|\S*[\d_/=:]\w*\S*|\S*\w\.\w\S*|\b[ABC][XYZ]\b|\b[a-f]+\b"
)

#: Each command, and the codes that it shows as they are: tables, columns, faults, roles, doers, settings.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": tuple(TABLES),
    "features --out {}/f.parquet": (),
    "churn-rate --out {}/churn.xlsx": (),
    "signs --out {}/signs.xlsx": (),
    "compare": ("rule", "champion", "challenger", TREES),
    "promote 2 --force --why whatever": (TREES,),
    "list at-risk --budget 20000 --out {}/list.xlsx": ("acceptance",),
    "list recoverable --where branch=Нет": (),
    "hand-over --out {}/handed": (),
    "record {}/crm.csv --errors {}/refused.csv": (
        *("action", "outcome", "note", "missing", "time", "future"),
        *("ordered", "promised", "refused", "unreachable"),
    ),
    "cadence --out {}/cadence.xlsx": (),
    "cadence --where branch=Нет": (),
    "key list": (),
    "key add --role crm": ("crm",),
    "key add --role crm --branch Луна": ("crm",),
    "webhook list": (),
    "webhook send": (),
    "opt-out 0000007": (),
    "opt-out 0000007 --undo": (),
    "opt-out 9": (),
    "person 0000011": (),
    "person 8": (),
    "erase 0000011": ("published",),
    "erase --pending": (),
    "audit": ("command",),
    "monitor": ("winback", "train", TREES),
}


class Terminal(Console):
    """A terminal that keeps what it is told of work that goes on."""

    def __init__(self) -> None:
        super().__init__(file=io.StringIO(), force_terminal=True, color_system=None)
        self.steps: list[str] = []

    def status(self, status: Any, **_: Any) -> AbstractContextManager[Any]:
        """Keep the first step."""
        self.update(status)
        return nullcontext(self)

    def update(self, status: Any) -> None:
        """Keep a further one."""
        self.steps.append(str(status))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Have commands show there how far they are."""
    shown = Terminal()
    monkeypatch.setattr(shared, "errors", shown)
    return shown


def english_in(text: str, *own: str) -> set[str]:
    """The English words of a Russian text, but for those that the company or the trade writes so."""
    words = set(re.findall(r"[A-Za-z]{2,}", AS_WRITTEN.sub(" ", text)))
    return words - COMMON - {word for name in own for word in re.findall(r"[A-Za-z]{2,}", name)}


@pytest.mark.parametrize("words", [WORDS, NAMES, FAULTS], ids=["commands", "signs", "rows"])
def test_every_sentence_is_whole_in_both_languages(words: Mapping[str, tuple[str, str]]) -> None:
    for key, (russian, english) in words.items():
        parts = [set(re.findall(r"{(\w+)}", text)) for text in (russian, english)]
        assert parts[0] == parts[1], key
        assert not re.search("[а-яё]", english, re.IGNORECASE), key
        assert not english_in(re.sub(r"{\w+}", "", russian), "acceptance", "wb"), key


def test_every_sign_and_every_count_of_what_was_sent_has_a_name() -> None:
    assert list(NAMES) == [sign.code for sign in SIGNS]
    counted = {field.name for field in fields(Sent)} - {"refused"}
    assert {f"sent.{name}" for name in counted} == {key for key in WORDS if key.startswith("sent.")}


def test_an_english_word_among_russian_ones_would_be_found() -> None:
    told = "┃ Признак ┃ clients ┃\n│ AZ │ Отчёт: /tmp/a/report.html, раздел [signs] и `winback score`, см. --out FILE.xlsx"
    assert english_in(told) == {"clients"}


@pytest.fixture(scope="module")
def company(walked: Walked, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """A copy of the company, which speaks Russian, with a file back from its CRM."""
    copied = walked.copied(tmp_path_factory.mktemp("russian") / "company")
    assert copied.settings.company.language == "ru"
    (copied.folder / "crm.csv").write_text(
        "client_id;action;attempted_at;outcome;note\n0000002;call;2024-06-01;заказ;\n1;dance;2024-06-02;;\n"
        "2;call;;;\n0000003;call;45000;;\n0000004;call;2999-01-01;;\n0000005;call;2024-06-01;maybe;\n"
        "nobody;call;2024-06-01;;\n",
        encoding="utf-8",
    )
    return copied


@pytest.mark.parametrize(("words", "codes"), COMMANDS.items(), ids=[*COMMANDS])
def test_a_russian_company_is_told_nothing_in_english(
    company: Walked, terminal: Terminal, words: str, codes: tuple[str, ...]
) -> None:
    asked = [word.format(company.folder) for word in words.split(" ")]
    ran = company.run(*asked)
    assert ran.code == 0, ran.err
    assert re.search("[а-я]", ran.out)
    told = "\n".join(line for line in ran.out.splitlines() if not line.startswith("wb_"))
    shown = "\n".join([told, ran.err, terminal.file.getvalue(), *terminal.steps])
    assert english_in(shown, *company.settings.actions, *codes) == set()


@pytest.mark.parametrize("words", ["opt-out 0000007", "opt-out 0000007 --undo"])
def test_a_wish_that_stands_under_one_id_alone_is_told_of_in_russian(
    company: Walked, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def damaged(_: Path) -> NoReturn:
        raise DamagedError("The aliases are damaged.")

    monkeypatch.setattr("features.privacy.person.merged_ids", damaged)
    ran = company.run(*words.split(" "))
    assert (ran.code, "только для 0000007. Причина: The aliases are damaged. " in ran.err) == (0, True)
    assert english_in(ran.out + ran.err, "The aliases are damaged.") == set()


def test_steps_are_shown_as_they_come(terminal: Terminal) -> None:
    with shared.working("training", "ru") as step:
        step("tuning", trial=3, trials=10)
    assert terminal.steps == ["Обучение …", "Обучение: подбор параметров, проба 3 из 10 …"]


def test_an_invented_company_is_told_of_in_its_language(tmp_path: Path) -> None:
    for told in (winback("simulate", tmp_path, "--clients", 5, "--months", 3), kept(tmp_path)):
        assert (told.code, english_in(told.out + told.err, *TABLES)) == (0, set())
        assert "Придуманная компания" in told.out


def kept(folder: Path) -> Ran:
    """Invent the company once more, where a person's settings file stands."""
    (folder / "winback.toml").write_text("# mine\n", encoding="utf-8")
    return winback("simulate", folder, "--clients", 5, "--months", 3)


def test_scores_what_was_sent_and_figures_are_told_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_from({"company": {"name": "Упаковка"}})
    worth = [{"status": status, "clients": 2, "expected_ltv": 1234567.8} for status in STATUSES]
    scores._show(Publication("2026-03-01-a", pd.DataFrame(), 3), worth, settings)
    sent = {"scores": 9, "tasks": 8, "made_since": 1, "removed_characters": 2, "sent": Sent(tasks=4).told()}
    handover._show(sent, Path("out"), "hubspot", "ru")
    judged = [
        {"group": group, "contestant": name, "figure": figure, "mean": 0.25, "spread": 0.0125}
        for group in ("at_risk", "recoverable")
        for name in (*BASELINES, *CANDIDATES)
        for figure in SHOWN
    ]
    console.print(figures_table(pd.DataFrame(judged), "ru"))
    told = capsys.readouterr().out
    assert english_in(told, "hubspot", "out") == set()
    for text in ("мало данных", "1\u00a0234\u00a0568", "задач создано: 4", "0,2500 ± 0,0125"):
        assert text in told
