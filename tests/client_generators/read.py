"""Reads every address of the API with generated clients: the packages `client` and `models` in the folder it is run in.

Arguments: the OpenAPI document, the address of a server, and the names of the folders on it that each hold an API. What is
read from the first is what has to be read from the others, but for what was added.
"""

from __future__ import annotations

import importlib
import json
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))
VALUES = {"code": "ex", "fact": "supervised_hours_total"}
ADDED_KEY, ADDED_WORD = "added_later", "a_word_to_come"

Operation = tuple[str, dict[str, Any]]  # path, what the document says of it


def main() -> int:
    document, address, first, *others = sys.argv[1:]
    paths = json.loads(Path(document).read_text(encoding="utf-8"))["paths"]
    operations = [(path, entry["get"]) for path, entry in paths.items()]
    failed = 0
    for reader in (read_with_client, read_with_models):
        expected = {path: reader(address, first, (path, get)) for path, get in operations}
        for folder in (first, *others):
            problems = list(problems_of(reader, address, folder, operations, expected))
            print(f"{reader.__name__}, {folder}: {len(operations)} addresses,", problems or "all read")
            failed += len(problems)
    return 1 if failed else 0


def problems_of(
    reader: Callable[[str, str, Operation], Any],
    address: str,
    folder: str,
    operations: list[Operation],
    expected: dict[str, Any],
) -> Iterator[str]:
    """What cannot be read in this folder, or reads otherwise than expected."""
    for path, get in operations:
        try:
            found = reader(address, folder, (path, get))
        except Exception as error:  # whatever a generated client raises is what is looked for
            yield f"{path}: {error!r}"[:300]
            continue
        if not found:
            yield f"{path}: nothing was read"
        elif not same(found, expected[path]):
            yield f"{path}: something else was read than from the first"


def same(found: Any, expected: Any) -> bool:
    """Whether `found` holds all that is expected, with nothing more than what was added."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = found.keys() - {ADDED_KEY}
        return keys == expected.keys() - {ADDED_KEY} and all(same(found[key], expected[key]) for key in keys)
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return found in (expected, ADDED_WORD)


def read_with_client(address: str, folder: str, operation: Operation) -> Any:
    """With the client of openapi-python-client: its own call, its own objects."""
    path, get = operation
    client = importlib.import_module("client").Client(base_url=base(address, folder), raise_on_unexpected_status=True)
    call = importlib.import_module(f"client.api.{get['tags'][0].lower()}.{get['operationId']}")
    arguments = [VALUES[parameter["name"]] for parameter in get.get("parameters", ())]
    if path.endswith(".csv"):
        return call.sync_detailed(*arguments, client=client).content.decode()
    return call.sync(*arguments, client=client).to_dict()


def read_with_models(address: str, folder: str, operation: Operation) -> Any:
    """With the models of datamodel-code-generator."""
    path, get = operation
    with urllib.request.urlopen(f"{base(address, folder)}{path.format(**VALUES)}") as answer:  # noqa: S310
        content = answer.read()
    if path.endswith(".csv"):
        return content.decode()
    schema = get["responses"]["200"]["content"]["application/json"]["schema"]
    model = getattr(importlib.import_module("models"), schema["$ref"].rpartition("/")[2])
    return model.model_validate_json(content).model_dump(mode="json")


def base(address: str, folder: str) -> str:
    """The address of the API in a folder of the server."""
    return f"{address}/{urllib.parse.quote(folder)}/api/v1"


if __name__ == "__main__":
    sys.exit(main())
