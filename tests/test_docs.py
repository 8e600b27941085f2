"""The words of the project are true: links, pictures, commands, settings, tables, routes and columns."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from docs.build import pages
from features.catalog import FEATURES, STANDING
from features.schema import TABLES
from features.settings import ENVIRONMENT, settings_from
from serving.answers.reads import LIST_PARAMETERS
from serving.cli import app
from serving.edge.access import RULES
from serving.edge.problems import STATUS_OF
from serving.edge.requests import AttemptRequest, LiveRequest, OptOutRequest, OutcomeRequest, ScoresRequest
from serving.files.codes import CODES, code_words
from serving.files.words import COLUMNS, Language
from serving.options.weighed import WHY_NOT
from serving.planning.lists import PLAN_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
NOT_YET = re.compile(r"## Not yet\n(.*?)(?=\n## |\Z)", re.DOTALL)
PICTURE_BYTES = 200_000

pages_of_the_project = pytest.mark.parametrize(
    "page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES]
)


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as they are made from Markdown."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands() -> dict[str, set[str]]:
    """Every command of the CLI, `key add` too, with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: object, name: str) -> None:
        below = getattr(command, "commands", None)
        if below is None:
            found[name] = {option for parameter in command.params for option in parameter.opts}  # type: ignore[attr-defined]
            return
        for word, inner in below.items():
            walk(inner, f"{name} {word}".strip())

    walk(typer.main.get_command(app), "")
    return found


def code_of(text: str) -> str:
    """What stands in code, settings files apart: fenced blocks and inline."""
    return "\n".join(
        [
            *(body for kind, body in FENCE.findall(text) if kind != "toml"),
            *re.findall(r"`([^`\n]+)`", FENCE.sub("", text)),
        ]
    )


def said_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The command lines of winback that a page says, as (words, options)."""
    for line in re.findall(r"(?<![\w/.-])winback ([a-z][^\n;#|`]*)", code_of(text)):
        yield line.split("--")[0].strip(), re.findall(r"--[a-z][a-z-]*", line)


@pages_of_the_project
def test_every_link_leads_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{page.name} links to {target}"
        assert ROOT in (place, *place.parents)
        if anchor:
            assert anchor in anchors(place.read_text(encoding="utf-8")), f"{page.name} links to {target}"


def test_the_readme_shows_two_small_pictures_and_leads_to_a_page_for_each_reader() -> None:
    targets = LINK.findall(text_of("README.md"))
    pictures = [target for target in targets if target.endswith(".png")]
    assert len(pictures) == 2
    for picture in pictures:
        content = (ROOT / picture).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < PICTURE_BYTES
    assert {"docs/data-scientists.md", "docs/crm.md", "docs/marketers.md"} <= set(targets)


def test_every_page_of_docs_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            place = (page.parent / target.partition("#")[0]).resolve()
            found = sorted(place.glob("*.md")) if place.is_dir() else [place]
            waiting += [one for one in found if one.suffix == ".md" and one.exists() and one not in reached]
    assert set(PAGES) <= reached


@pages_of_the_project
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    known = commands()
    for words, options in said_commands(NOT_YET.sub("", page.read_text(encoding="utf-8"))):
        names = [name for name in known if f"{words} ".startswith(f"{name} ")]
        group = any(name.startswith(f"{words} ") for name in known)
        assert names or group, f"{page.name} says `winback {words}`"
        for option in options:
            assert option == "--help" or option in known[names[0]], f"{page.name}: {words} {option}"


def test_every_command_is_told_of_on_some_page() -> None:
    told = [words for page in PAGES for words, _ in said_commands(page.read_text(encoding="utf-8"))]
    assert not [name for name in commands() if not any(f"{words} ".startswith(f"{name} ") for words in told)]


def test_what_is_said_to_be_not_yet_there_is_not_there() -> None:
    known = commands()
    routes = {rule.path for rule in RULES}
    said = "\n".join(body for page in PAGES for body in NOT_YET.findall(page.read_text(encoding="utf-8")))
    wanted = [words for words, _ in said_commands(said)]
    assert said
    assert not [words for words in wanted if words in known]
    assert not [route for route in re.findall(r"/v1/[a-z-]+", said) if route in routes - {"/v1/scores"}]


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    makefile = text_of("Makefile")
    said = set(re.findall(r"\bmake ([a-z]+)", code_of(text_of("README.md") + text_of("CONTRIBUTING.md"))))
    assert {"demo", "test"} <= said
    for target in said:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_those_of_the_code(name: str) -> None:
    assert text_of(f"docs/{name}") == pages()[name], "Run `make docs`."


def test_the_settings_page_holds_a_file_that_can_be_read_and_every_variable() -> None:
    import tomllib

    page = text_of("docs/settings.md")
    (body,) = [body for kind, body in FENCE.findall(page) if kind == "toml"]
    settings_from(tomllib.loads(body))
    assert all(f"`{name}`" in page for name in ENVIRONMENT)


def test_the_features_page_names_every_feature() -> None:
    assert re.findall(r"^\| `(\w+)` \|", text_of("docs/features.md"), re.MULTILINE) == [
        line.name for line in (*STANDING, *FEATURES)
    ]


@pytest.mark.parametrize("name", TABLES)
def test_the_data_page_says_of_each_table_what_stands_in_it(name: str) -> None:
    table = TABLES[name]
    row = re.search(rf"^\| `{name}` \| (.+) \|$", text_of("docs/data.md"), re.MULTILINE)
    assert row is not None
    cells = [cell.strip() for cell in re.sub(r"\([^)]*\)", "", row[1]).split(",")]
    said = {cell.strip("*"): cell.startswith("**") for cell in cells if not cell.startswith("and any")}
    assert said == {column.name: column.required for column in table.columns if column.name != "known_at"}
    choices = re.findall(r"(\w+)\*{0,2} \((`[^)]+)\)", row[1])
    assert {key: tuple(re.findall(r"`(\w+)`", values)) for key, values in choices} == {
        column.name: column.choices for column in table.columns if column.choices
    }


def test_the_crm_page_tells_each_route_and_its_roles() -> None:
    told = re.findall(r"^\| `(GET|POST|DELETE) (\S+)` \| ([a-z, ]+) \|", text_of("docs/crm.md"), re.MULTILINE)
    there = {
        (rule.method, rule.path.replace(":path", "")): "open"
        if rule.way == "open"
        else ", ".join(rule.roles) or "admin"
        for rule in RULES
        if rule.path.startswith(("/v1", "/docs", "/metrics", "/livez", "/readyz"))
    }
    assert {(method, path): roles for method, path, roles in told} == there


def test_the_bodies_and_parameters_of_the_crm_page_are_taken() -> None:
    page = text_of("docs/crm.md")
    bodies = [json.loads(body) for body in re.findall(r"-d '(\{.*?\})\s*'", page, re.DOTALL)]
    models = (ScoresRequest, LiveRequest, AttemptRequest, OutcomeRequest, OptOutRequest)
    for body, model in zip(bodies, models, strict=True):
        model.model_validate_json(json.dumps(body))
    queries = re.findall(r"/v1/lists/[a-z-]+\?([^\"]+)\"", page)
    assert queries
    assert {part.split("=")[0] for query in queries for part in query.split("&")} <= set(LIST_PARAMETERS)
    assert all(f"`{name}`" in page for name in LIST_PARAMETERS)
    assert all(f"`{code}`" in page for code in WHY_NOT)


def test_the_crm_page_tells_every_status_of_a_refusal() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| ", text_of("docs/crm.md"), re.MULTILINE)
    told = {int(status) for row in rows for status in row.split(",")}
    assert {status for _, status, _ in STATUS_OF} - {500} <= told
    assert {401, 403, 408, 410, 413, 415, 429} <= told


def promises() -> list[list[str]]:
    """The rows of operations.md that tell by which tests each promise is kept."""
    section = text_of("docs/operations.md").split("## What holds when things go wrong")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if re.match(r"\| \d+\. ", line)]
    return [[cell.strip(" |") for cell in row] for row in rows]


def test_every_promise_has_a_mechanism_and_a_short_test() -> None:
    rows = promises()
    assert [row[0].split(".")[0] for row in rows] == [str(number) for number in range(1, 12)]
    for row in rows:
        assert row[1], row[0]
        assert "::" in row[2], row[0]
        assert "torture/" not in row[2]
        assert all(
            name.startswith("torture/") for name in re.findall(r"`([^`]+)::", row[3] if row[3:] else "")
        )


def test_every_test_that_a_page_names_exists() -> None:
    named = [name for page in PAGES for name in re.findall(r"`([\w/]+\.py::\w+)`", page.read_text("utf-8"))]
    assert len(named) > 20
    for name in named:
        file, _, test = name.partition("::")
        path = ROOT / "tests" / file.removeprefix("tests/")
        assert path.is_file(), name
        assert re.search(rf"^(async )?def {test}\(", path.read_text("utf-8"), re.MULTILINE), name


@pytest.mark.parametrize(("language", "part"), [("ru", "## По-русски"), ("en", "## In English")])
def test_the_marketers_page_explains_every_column_of_a_list(language: str, part: str) -> None:
    section = text_of("docs/marketers.md").split(part)[1].split("\n## ")[0]
    told = re.findall(r"^\| (.+) \| `(\w+)` \| .+ \|$", section, re.MULTILINE)
    assert told == [(getattr(COLUMNS[name], language), name) for name in PLAN_COLUMNS]


@pytest.mark.parametrize(("language", "part"), [("ru", "## По-русски"), ("en", "## In English")])
def test_the_marketers_page_says_what_each_code_of_a_list_means(language: Language, part: str) -> None:
    section = text_of("docs/marketers.md").split(part)[1].split("\n## ")[0].lower()
    for column in set(CODES) & set(PLAN_COLUMNS):
        for code, said in code_words(column, language).items():
            assert f"`{code}`" in section, (column, code)
            assert all(word in section for word in re.findall(r"\w+", said.lower())), (column, said)


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda page: page.stem
)
def test_a_decision_says_status_context_decision_and_consequences(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(page.stem[:4])}. ")
    places = [text.index(f"**{word}**") for word in ("Status",)]
    places += [text.index(f"**{word}.**") for word in ("Context", "Decision", "Consequences")]
    assert places == sorted(places)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
