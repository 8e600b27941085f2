"""`winback.toml`, read once at the edge; what is wrong in it is said by section, key and remedy."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError

from features.errors import SettingsError
from features.settings.whole import Settings

#: Addresses and secrets that the environment may give instead of the file.
ENVIRONMENT = {
    "WINBACK_LEDGER_URL": ("storage", "ledger_url"),
    "WINBACK_SOURCE_URL": ("source", "url"),
    "WINBACK_DATA_DIR": ("storage", "data_dir"),
    "MLFLOW_TRACKING_URI": ("storage", "tracking_uri"),
}
#: Settings whose value no message repeats: it may hold a password.
SECRET = ("ledger_url", "tracking_uri", "url")


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read and validate a settings file.

    Parameters
    ----------
    path : Path
        The file; relative paths in it are relative to its folder.
    environment : mapping, optional
        Variables that override addresses (`ENVIRONMENT`); default ``os.environ``.

    Raises
    ------
    SettingsError
        If the file is missing, is no TOML, or holds an unknown key or a value out of range.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise SettingsError(f"There is no settings file {path}. Run `winback init` to write one.") from fault
    except OSError as fault:
        raise SettingsError(f"{path} cannot be read: {fault.strerror}. Name a settings file.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path} is not TOML: {fault}. Mend that line.") from fault
    for variable, (section, key) in ENVIRONMENT.items():
        value = (os.environ if environment is None else environment).get(variable)
        if value and isinstance(data.setdefault(section, {}), dict):
            data[section][key] = value
    return rooted(settings_from(data, where=str(path)), path.resolve().parent)


def settings_from(data: Mapping[str, Any], *, where: str = "the settings") -> Settings:
    """Validate settings given as a mapping of sections.

    Examples
    --------
    >>> settings_from({"churn": {"cycle": 3}})
    Traceback (most recent call last):
    ...
    features.errors.SettingsError: the settings: [churn] cycle is not a setting; did you mean `cycles`?
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as fault:
        raise SettingsError("\n".join(f"{where}: {line}" for line in _explain(fault))) from fault


def _explain(fault: ValidationError) -> Iterator[str]:
    for error in fault.errors():
        path = [str(step) for step in error["loc"] if "[" not in str(step)]  # less pydantic's names of types
        named = f"[{'.'.join(path[:-1])}] {path[-1]}" if len(path) > 1 else f"[{path[0]}]"
        if error["type"] == "extra_forbidden":
            near = get_close_matches(path[-1], known_keys(path[:-1]), n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(known_keys(path[:-1]))}."
            yield f"{named} is not a setting; {hint}"
        else:
            shown = error["type"] != "missing" and len(path) > 1 and path[-1] not in SECRET
            got = f" is {error['input']!r}" if shown and not isinstance(error["input"], dict) else ""
            yield f"{named}{got}: {error['msg'].removeprefix('Value error, ')}."


def known_keys(section_path: list[str]) -> list[str]:
    """List the keys that a section knows, as they are written in the file."""
    model: type[BaseModel] | None = Settings
    for step in section_path:
        if model is None:
            break
        field = model.model_fields.get(step)
        if field is None:  # a name of the user's own, as in [actions.NAME]
            continue
        kinds = [field.annotation, *get_args(field.annotation)]
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def rooted(settings: Settings, folder: Path) -> Settings:
    """Resolve the relative paths of settings against a folder."""
    storage = settings.storage.model_copy(
        update={
            "data_dir": (folder / settings.storage.data_dir).resolve(),
            "tracking_uri": _sqlite_in(folder, settings.storage.tracking_uri),
            "ledger_url": _sqlite_in(folder, settings.storage.ledger_url),
        }
    )
    url = settings.source.url.get_secret_value()
    if "://" not in url:
        url = str((folder / url).resolve())
    source = settings.source.model_copy(update={"url": SecretStr(url)})
    return settings.model_copy(update={"storage": storage, "source": source})


def _sqlite_in(folder: Path, address: SecretStr | None) -> SecretStr | None:
    """Resolve the file of ``sqlite:///file``; any other address stays as it is."""
    scheme, found, file = (address.get_secret_value() if address else "").partition("sqlite:///")
    if scheme or not found or not file or file.startswith(":"):
        return address
    return SecretStr(f"sqlite:///{(folder / file).resolve()}")
