"""The pages that a person reads: one HTML file each, complete in itself; text from outside is escaped."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=PackageLoader("training"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, **told: Any) -> str:
    """Fill a template of ``training/templates``.

    Parameters
    ----------
    name : str
        Its name, less ``.html``.
    **told
        What the template asks for; a name that is missing is an error.

    Returns
    -------
    str
    """
    return _TEMPLATES.get_template(f"{name}.html").render(**told)
