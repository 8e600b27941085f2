"""`bentoml build`: the bento holds our code and serves from a folder of its own."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.serving.conftest import ROOT, free_port, start_server, stop, wait_until_ready


def built(home: Path) -> Path:
    """Build the bento and give its folder.

    BentoML looks for `uv` even where nothing is to be locked; this one fails if it is ever called, so the
    requirements of the bento are our lock as it stands.
    """
    stand_in = home / "bin" / "uv"
    stand_in.parent.mkdir()
    stand_in.write_text("#!/bin/sh\nexit 97\n")
    stand_in.chmod(0o755)
    command = [sys.executable, "-m", "bentoml", "build", "--output", "tag"]
    done = subprocess.run(
        command,
        env={
            "BENTOML_HOME": str(home),
            "BENTOML_DO_NOT_TRACK": "true",
            "PATH": f"{stand_in.parent}:/usr/bin:/bin",
            "HOME": str(home),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folders = [path for path in (home / "bentos" / "winback").iterdir() if path.is_dir()]
    assert len(folders) == 1
    return folders[0]


def test_a_bento_is_built_that_answers_from_another_folder(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "bentoml", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (elsewhere / "winback.toml").write_text('[storage]\ndata_dir = "data"\n', encoding="utf-8")
    names = ("features", "training", "serving", "serving/web/templates", "serving/web/static")
    ours = {path.relative_to(ROOT) for name in names for path in (ROOT / name).iterdir() if path.is_file()}
    bento = built(home)
    held = {path.relative_to(bento / "src") for path in (bento / "src").rglob("*") if path.is_file()}
    assert {path for path in ours if path.suffix != ".pyc"} <= held
    assert not list(bento.rglob("*.toml"))
    locked = (ROOT / "requirements.lock").read_text().count("==")
    assert (bento / "env" / "python" / "requirements.txt").read_text().count("==") >= locked
    with (bento / "src" / "serving" / "web" / "static" / "pages.css").open("a") as sheet:
        sheet.write("/* of the bento */")
    port, log = free_port(), tmp_path / "bento.log"
    options = ["--host", "127.0.0.1", "--port", str(port)]
    environment = {"BENTOML_HOME": str(home), "WINBACK_CONFIG": str(elsewhere / "winback.toml")}
    process = start_server(
        [sys.executable, "-m", "bentoml", "serve", str(bento), *options], log, environment, elsewhere
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, log, path="/livez")
        assert httpx.get(f"{url}/readyz").status_code == 503
        assert httpx.get(f"{url}/v1/model").status_code == 401
        assert httpx.get(f"{url}/static/pages.css").text.endswith("/* of the bento */")
    finally:
        stop(process)
