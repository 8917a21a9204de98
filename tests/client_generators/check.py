"""Programs that are generated from the OpenAPI document read the API, and read on once keys and words have been added.

    make test-clients

The API of the invented state is served three times: as it is published, with a key that nobody knows in every object, and
with a word that nobody knows in every open enumeration. Two generators make a client from the first; `read.py` reads all
three with each. Exits with 1 when one of them stumbles.
"""

from __future__ import annotations

import functools
import http.server
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from published_files import invented_files, with_new_keys, with_new_words

HERE = Path(__file__).resolve().parent
CHANGES: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "as published": lambda content, _: content,
    "with new keys": with_new_keys,
    "with new words": with_new_words,
}


def main() -> int:
    tools = Path(sys.argv[1]).resolve() / "bin"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_files(work)
        openapi = work / "as published/api/v1/openapi.json"
        generate(tools, openapi, work)
        server = serve(work)
        address = f"http://127.0.0.1:{server.server_port}"
        command = [tools / "python", HERE / "read.py", openapi, address, *CHANGES]
        read = subprocess.run(command, cwd=work, check=False)
        server.shutdown()
    return read.returncode


def write_files(work: Path) -> None:
    """The API, once for each of CHANGES, in a folder of that name."""
    files = {a: c for a, c in invented_files().items() if a.startswith("api/v1/")}
    index = json.loads(files["api/v1/index.json"])
    schemas = {file["path"]: file["of"] for file in index["files"]} | {"index.json": "schema/index.schema.json"}
    for name, change in CHANGES.items():
        for address, content in files.items():
            target = work / name / address
            target.parent.mkdir(parents=True, exist_ok=True)
            schema = schemas.get(address.removeprefix("api/v1/"))
            if schema:
                changed = change(json.loads(content), json.loads(files[f"api/v1/{schema}"]))
                content = json.dumps(changed).encode()  # noqa: PLW2901
            target.write_bytes(content)


def generate(tools: Path, openapi: Path, work: Path) -> None:
    """A client with each of the generators: the packages `client` and `models` in `work`."""
    settings = work / "settings.yml"
    settings.write_text("package_name_override: client\n", encoding="utf-8")
    arguments = ["--path", openapi, "--meta", "none", "--output-path", work / "client", "--config", settings]
    subprocess.run([tools / "openapi-python-client", "generate", *arguments], check=True, capture_output=True)
    arguments = ["--input", openapi, "--input-file-type", "openapi", "--output", work / "models.py"]
    arguments += ["--output-model-type", "pydantic_v2.BaseModel"]
    subprocess.run([tools / "datamodel-codegen", *arguments], check=True, capture_output=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".csv": "text/csv"}

    def log_message(self, format: str, *args: Any) -> None:
        pass


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    """A server of these files, in a thread of its own."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    sys.exit(main())
