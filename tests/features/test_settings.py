"""The settings file: what it refuses and in which words, what the environment may say, what stays secret."""

import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from features.errors import SettingsError
from features.reading.ibis_source import known_backends
from features.settings import ENVIRONMENT, Settings, known_keys, read_settings, settings_from

SECRET = "postgresql://winback:pa55word@db/winback"


def write(folder: Path, text: str) -> Path:
    path = folder / "winback.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_is_the_defaults_of_the_contract(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, ""), {})
    churn, value, plan = settings.churn, settings.value, settings.plan
    assert (churn.cycles, churn.min_days, churn.max_days, churn.lost_after_cycles) == (2, 14, 365, 3)
    assert churn.acceptable_rate == (0.05, 0.15)
    assert (value.margin_share, value.value_months, value.annual_discount_rate) == (0.3, 24, 0.15)
    assert (plan.holdout_share, plan.explore_share, plan.response_half_life_days) == (0.1, 0.05, 365)
    assert (settings.serving.host, settings.serving.port, settings.serving.open_metrics) == (
        "127.0.0.1",
        3000,
        False,
    )
    assert settings.scores.bands == (0.3, 0.6)
    assert (settings.segments.abc, settings.segments.xyz) == ((0.8, 0.95), (0.1, 0.25))
    assert settings.segments.before_days == 90
    assert settings.actions == {}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"churns": {}}, r"\[churns\] is not a setting; did you mean `churn`\?"),
        ({"churn": {"cycle": 3}}, r"\[churn\] cycle is not a setting; did you mean `cycles`\?"),
        ({"churn": {"zzz": 3}}, r"\[churn\] zzz is not a setting; known are: cycles, min_days,"),
        (
            {"actions": {"call": {"chanel": "call", "channel": "call"}}},
            r"\[actions.call\] chanel is not a setting; did you mean `channel`\?",
        ),
        (
            {"actions": {"call": {"channel": "call", "fro": ["at_risk"]}}},
            r"\[actions.call\] fro is not a setting; did you mean `for`\?",
        ),
        (
            {"source": {"tables": {"orders": {"colums": {}}}}},
            r"\[source.tables.orders\] colums is not a setting; did you mean `columns`\?",
        ),
        ({"churn": {"cycles": "two"}}, r"\[churn\] cycles is 'two': a number is needed"),
        ({"churn": {"cycles": 0}}, r"\[churn\] cycles is 0: .*more than 0"),
        ({"churn": {"min_days": 14.5}}, r"\[churn\] min_days is 14\.5: a whole number is needed"),
        ({"churn": {"cycles": float("nan")}}, r"\[churn\] cycles is nan"),
        ({"churn": 3}, r"\[churn\]: a section is needed: write \[churn\]"),
        ({"value": {"margin_share": 30}}, r"\[value\] margin_share is 30: it must be 1 or less"),
        ({"value": {"new_client_cost": float("inf")}}, r"\[value\] new_client_cost is inf: a finite number"),
        ({"plan": {"exclude": "7"}}, r"\[plan\] exclude is '7': a list is needed: put it into brackets"),
        (
            {"plan": {"consent_required": ["fax"]}},
            r"\[plan\] consent_required, value 1, is 'fax': needed is 'call'",
        ),
        (
            {"training": {"candidates": []}},
            r"\[training\] candidates is \[\]: it is empty; at least one is needed",
        ),
        (
            {"training": {"candidates": ["blend", "blend"]}},
            r"candidates is .*: each model competes once\. Write",
        ),
        ({"company": {"currency": "rub"}}, r"\[company\] currency is 'rub': three capital letters"),
        ({"company": {"language": "de"}}, r"\[company\] language is 'de': .*'ru' or 'en'"),
        ({"actions": {"call": {}}}, r"\[actions.call\] channel is missing; write it"),
        ({"churn": {"acceptable_rate": [0.1]}}, r"\[churn\] acceptable_rate, value 2, is missing; write it"),
        ({"company": {"founded_on": "May"}}, r"founded_on is 'May': a day is needed, such as 2015-01-31"),
        ({"plan": {"budget": "50 000"}}, r"budget is '50 000': a number is needed.*: no quotes, blanks"),
        ({"plan": {"allow_email": "perhaps"}}, r"allow_email is 'perhaps': true or false is needed"),
        ({"serving": {"port": 99999}}, r"port is 99999: it must be 65535 or less"),
        ({"source": {"tables": {"orders": {"delimiter": ";;"}}}}, r"delimiter is ';;': it must be 1 sign"),
        ({"source": {"tables": {"orders": "o.csv"}}}, r"is 'o.csv': .* write \[source.tables.orders\]"),
        ({"storage": {"data_dir": 5}}, r"data_dir is 5: a path in quotes is needed"),
        ({"actions": {"call": {"channel": "fax"}}}, r"\[actions.call\] channel is 'fax'"),
        ({"scores": {"bands": [0.6, 0.3]}}, r"\[scores\] bands is \[0\.6, 0\.3\]: the first limit must not"),
        (
            {"segments": {"abc": [0.95, 0.8]}},
            r"\[segments\] abc is \[0\.95, 0\.8\]: the first limit must not",
        ),
        ({"segments": {"xyz": [0.3, 0.1]}}, r"\[segments\] xyz is \[0\.3, 0\.1\]: the first limit must not"),
        ({"churn": {"acceptable_rate": [0.2, 0.1]}}, r"acceptable_rate is \[0\.2, 0\.1\]: the first limit"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(data: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=rf"^the settings: .*{message}"):
        settings_from(data)


def test_every_kind_of_fault_that_a_setting_can_have_is_told_in_our_words() -> None:
    """Values of a wrong kind in the place of every setting: none of pydantic's own words comes through."""
    wrong: list[Any] = [None, "x", -1, 10**9, float("nan"), [], ["x", "x"], {"x": "x"}, date(2025, 1, 1)]
    told: set[str] = set()
    for section, value in itertools.product(Settings.model_fields, wrong):
        keys = {*known_keys([section]), *known_keys([section, "x"]), "x"}
        for data in ({"x": dict.fromkeys(keys, value)}, dict.fromkeys(keys, value)):
            try:
                settings_from({section: data})
            except SettingsError as fault:
                told.update(str(fault).splitlines())
    assert len(told) > 100
    assert not [
        line for line in told if re.search("Input should|should (be|have|match)|Field required", line)
    ]


@pytest.mark.parametrize("zone", ["Moscow", "", "../etc", "/etc/localtime", "Europe", "UTC+3"])
def test_a_zone_that_is_none_is_refused_wherever_it_stands(zone: str) -> None:
    message = "is not an IANA time zone; write one like 'Europe/Moscow'"
    with pytest.raises(SettingsError, match=rf"\[company\] timezone is .*{message}"):
        settings_from({"company": {"timezone": zone}})
    with pytest.raises(SettingsError, match=rf"\[source.tables.orders\] timezone is .*{message}"):
        settings_from({"source": {"tables": {"orders": {"timezone": zone}}}})


def test_the_shortest_horizon_must_not_exceed_the_longest() -> None:
    with pytest.raises(SettingsError, match=r"\[churn\]: min_days is 30 and max_days 14; min_days must not"):
        settings_from({"churn": {"min_days": 30, "max_days": 14}})
    assert settings_from({"churn": {"min_days": 30, "max_days": 30}}).churn.max_days == 30


def test_an_action_has_one_incentive() -> None:
    both = {"channel": "call", "incentive_cost": 100, "incentive_share": 0.1}
    with pytest.raises(SettingsError, match=r"\[actions\] call: both incentive_cost and incentive_share"):
        settings_from({"actions": {"call": both}})


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from({"churn": {"cycle": 1, "min_days": "x"}, "plan": {"budget": -1}})
    assert len(str(caught.value).splitlines()) == 3


def test_acceptance_is_one_for_all_lists_or_one_for_each() -> None:
    actions = settings_from(
        {
            "actions": {
                "call": {"channel": "call", "acceptance": [2, 8]},
                "visit": {"channel": "visit", "acceptance": {"recoverable": [1, 9]}},
                "message": {"channel": "message"},
            }
        }
    ).actions
    assert actions["call"].prior("at_risk") == actions["call"].prior("recoverable") == (2, 8)
    assert actions["visit"].prior("recoverable") == (1, 9)
    assert actions["visit"].prior("at_risk") == actions["message"].prior("at_risk") == (6, 14)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().churn.cycles = 3  # type: ignore[misc]


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"There is no settings file .*nowhere\.toml\. Run `winback init`"
    ):
        read_settings(tmp_path / "nowhere.toml", {})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be read: .*Name a settings file"):
        read_settings(tmp_path, {})


@pytest.mark.parametrize("content", [b"[churn", b"\xff\xfe[\x00", "название = 1".encode("cp1251")])
def test_what_is_no_toml_is_refused_with_the_place(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "winback.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"winback\.toml is not TOML: .* Mend that line"):
        read_settings(path, {})


def test_a_mark_of_byte_order_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "winback.toml"
    path.write_text('[company]\nname = "Ферма"\n', encoding="utf-8-sig")
    assert read_settings(path, {}).company.name == "Ферма"


def test_faults_of_a_file_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"winback\.toml: \[churn\] cycle is not a setting"):
        read_settings(write(tmp_path, "[churn]\ncycle = 3"), {})


def test_relative_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    text = '[storage]\ndata_dir = "made"\nledger_url = "sqlite:///made/l.db"\n[source]\nurl = "data"\n'
    settings = read_settings(write(tmp_path, text), {})
    assert settings.storage.data_dir == tmp_path / "made"
    assert settings.source.url.get_secret_value() == str(tmp_path / "data")
    assert settings.ledger_url == f"sqlite:///{tmp_path / 'made' / 'l.db'}"
    assert settings.tracking_uri == f"sqlite:///{tmp_path / 'made' / 'mlflow.db'}"


def test_absolute_paths_and_addresses_stay_as_they_are(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    text = f'[source]\nurl = "{SECRET}"\n[storage]\nledger_url = "{SECRET}"\n'
    text += f'data_dir = "{elsewhere}"\ntracking_uri = "sqlite:////far/m.db"\n'
    settings = read_settings(write(tmp_path, text), {})
    assert settings.storage.data_dir == elsewhere
    assert settings.tracking_uri == "sqlite:////far/m.db"
    assert settings.ledger_url == settings.source.url.get_secret_value() == SECRET


@pytest.mark.parametrize("variable", ENVIRONMENT)
def test_the_environment_goes_before_the_file(tmp_path: Path, variable: str) -> None:
    section, key = ENVIRONMENT[variable]
    path = write(tmp_path, f'[{section}]\n{key} = "from-the-file"\n')
    assert "from-the-file" in shown(getattr(getattr(read_settings(path, {}), section), key))
    assert "from-the-file" in shown(getattr(getattr(read_settings(path, {variable: ""}), section), key))
    told = read_settings(path, {variable: "postgresql://other/one"})
    assert "other/one" in shown(getattr(getattr(told, section), key))


@pytest.mark.parametrize(
    "password", ["pa@Zebra7", "pa/Zebra7", "pa:Zebra7", "pa?Zebra7", "pa#Zebra7", "Zebra7%"]
)
@pytest.mark.parametrize("variable", ["WINBACK_SOURCE_URL", "WINBACK_LEDGER_URL", "MLFLOW_TRACKING_URI"])
def test_a_password_that_an_address_cuts_short_is_refused_and_not_shown(
    tmp_path: Path, variable: str, password: str
) -> None:
    section, key = ENVIRONMENT[variable]
    with pytest.raises(SettingsError, match=rf"\[{section}\] {key}: before the @ .* @ as %40") as caught:
        read_settings(write(tmp_path, ""), {variable: f"postgresql://wb:{password}@db:5432/shop"})
    assert "Zebra7" not in str(caught.value)


#: Addresses that ibis reads without a user, or that name a file.
WITHOUT_USERS = {
    "athena",
    "bigquery",
    "databricks",
    "datafusion",
    "duckdb",
    "flink",
    "polars",
    "pyspark",
    "sqlite",
}


@pytest.mark.parametrize("kind", sorted(known_backends() - WITHOUT_USERS))
def test_of_every_database_a_password_that_its_address_cuts_short_is_refused(
    tmp_path: Path, kind: str
) -> None:
    with pytest.raises(SettingsError, match=r"url: before the @ .* / as %2F") as caught:
        read_settings(write(tmp_path, ""), {"WINBACK_SOURCE_URL": f"{kind}://wb:pa/Zebra7@db/shop"})
    assert "Zebra7" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "snowflake://wb:p%2Fss@account/shop/public",
        "postgresql://wb:p%40ss%3Aw%2Frd%25@db:5432/shop?sslmode=require",
        "postgresql://db/shop?user=me@corp",
        "spark://local[2]?folder=s3a://sales@2/x",
        "sqlite:////srv/a@b/l.db",
    ],
)
def test_an_address_that_can_be_read_in_one_way_only_is_taken(tmp_path: Path, address: str) -> None:
    read = read_settings(write(tmp_path, ""), {"WINBACK_SOURCE_URL": address})
    assert read.source.url.get_secret_value() == address


def test_an_address_of_the_environment_is_mended_there_and_not_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "[churn]\ncycles = -1\n")
    with pytest.raises(SettingsError) as caught:
        read_settings(path, {"WINBACK_SOURCE_URL": "postgresql://wb:pa/Zebra7@db/shop"})
    churn, source = sorted(str(caught.value).splitlines())
    assert churn.startswith(f"{path}: [churn] cycles")
    assert source.startswith(f"WINBACK_SOURCE_URL of the environment, for {path}: [source] url")


def shown(value: Any) -> str:
    return str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)


def test_the_process_environment_is_read_where_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINBACK_LEDGER_URL", SECRET)
    assert read_settings(write(tmp_path, "")).ledger_url == SECRET


def test_a_section_that_is_none_is_refused_with_the_environment_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\[storage\]: a section is needed"):
        read_settings(write(tmp_path, "storage = 5"), {"WINBACK_DATA_DIR": "data"})


@pytest.mark.parametrize(("section", "key"), [*ENVIRONMENT.values()])
def test_no_repr_and_no_message_shows_an_address(section: str, key: str) -> None:
    if key != "data_dir":
        settings = settings_from({section: {key: SECRET}})
        assert "pa55word" not in repr(settings)
        assert "pa55word" not in str(settings)
        assert "pa55word" not in settings.model_dump_json()
        with pytest.raises(SettingsError) as caught:
            settings_from({section: {key: [SECRET]}})
        assert "pa55word" not in str(caught.value)
    with pytest.raises(SettingsError) as caught:
        settings_from({section: {f"{key}s": SECRET}})
    assert "pa55word" not in str(caught.value)


def test_days_begin_in_the_companys_zone() -> None:
    assert settings_from({"company": {"timezone": "Asia/Omsk"}}).zone.key == "Asia/Omsk"
    assert settings_from({"company": {"founded_on": date(2001, 2, 3)}}).company.founded_on.year == 2001
