"""A whole list as a file for a person or a program: what is shown, without contacts, and audited."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from serving.answers.backend import Backend
from serving.answers.house import House
from serving.answers.loaded import Loaded
from serving.answers.shown import ListDesk, ListQuery, rows_shown
from serving.edge.guard import in_thread
from serving.edge.keys import Holder
from serving.web.words import word

if TYPE_CHECKING:
    from serving.cadence.due import Cadence

#: Forms of a list, and their media types.
FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def download(house: House, lists: ListDesk, query: ListQuery, *, form: str, holder: Holder) -> Response:
    """Give a list as a file, and write to the audit who took how many.

    Parameters
    ----------
    house : House
        Where the worker's backend stands.
    lists : ListDesk
        The lists that the worker keeps.
    query : ListQuery
        Which list; the file holds all of it, not a page.
    form : {"json", "csv", "xlsx"}
        What kind of file.
    holder : Holder
        Who takes it.
    """
    backend = house.backend
    loaded = backend.current
    content = await in_thread(_file, backend, loaded, lists, query, form, holder)
    name = f"{query.list_name.replace('_', '-')}-{loaded.published.as_of.isoformat()}.{form}"
    return Response(content, headers=_headers(name, form))


def cadence_file(
    backend: Backend,
    report: "Cadence",
    filters: Mapping[str, Sequence[str]],
    language: str,
    form: str,
    holder: Holder,
) -> Response:
    """Give the contact cadence as a file, and write to the audit who took how many."""
    from serving.cadence.files import render_cadence

    content = render_cadence(
        report,
        f".{form}",
        language="ru" if language == "ru" else "en",
        author=f"key {holder.id}",
        filters={column: ", ".join(values) for column, values in filters.items()},
    )
    backend.noted(f"key:{holder.id}", f"cadence.export:{form}", len(report.behind))
    name = f"cadence-{report.as_of.isoformat()}.{form}"
    return Response(content, headers=_headers(name, form))


def _headers(name: str, form: str) -> dict[str, str]:
    return {"content-type": FORMATS[form], "content-disposition": f'attachment; filename="{name}"'}


def _file(
    backend: Backend, loaded: Loaded, lists: ListDesk, query: ListQuery, form: str, holder: Holder
) -> bytes:
    from serving.files.exports import ExportNote

    whole = lists.whole(backend, loaded, query)
    attempted = backend.ledger.attempted_of_plan(whole.plan_id)
    rows = rows_shown(whole, attempted)
    assumed = "uplift_basis" in rows and bool((rows["uplift_basis"] == "assumed").any())
    note = ExportNote(
        title=word(query.language, query.list_name.replace("_", "-")),
        language="ru" if query.language == "ru" else "en",
        as_of=loaded.published.as_of,
        model_version=loaded.published.model_version,
        author=f"key {holder.id}",
        currency=backend.settings.company.currency,
        filters={column: ", ".join(values) for column, values in query.filters},
        budget=whole.budget,
        bound=whole.bound,
        gap=whole.gap,
        attempted_since=len(attempted),
        value_of_money=whole.value_of_money,
        value_of_hour=whole.value_of_hour,
        assumptions=word(query.language, "assumed.title") if assumed else "",
    )
    content = backend.export(rows, note, form)
    backend.noted(f"key:{holder.id}", f"list.export:{query.list_name}:{form}", len(rows))
    return content
