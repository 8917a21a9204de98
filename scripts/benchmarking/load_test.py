"""How fast nginx serves the built site on this machine, beside a bare file of the same size.

    make load       a state page: as it is, packed for each reader, packed beforehand; and the bare file

nginx gets the headers that `make headers` prints. It needs `nginx` and `wrk` (Debian: apt install nginx-light wrk).
What counts is the ratio: the program that asks runs on the same processors as the server.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

import command_line
from atlas.postprocess import server_configuration

ROOT = command_line.ROOT

PORT = 8742
PAGE = "states/georgia/"


@dataclass
class Served:
    """What wrk measured of one address: requests a second, latency in milliseconds (half, 99 of 100), errors."""

    name: str
    requests: float
    half: float
    most: float
    size: int  # bytes on the wire
    errors: int


def main() -> int:
    parser = command_line.parser("Measure how fast nginx serves the site.")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--seconds", type=int, default=5, help="for each measurement")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if lacking := missing():
        print(f"Not measured here: {lacking} is not installed (Debian: apt install nginx-light wrk).")
        return 0
    if not (arguments.site / PAGE / "index.html").is_file():
        print(f"{arguments.site} holds no site: build it first, with `make build`.", file=sys.stderr)
        return 1
    found = measure(arguments.site, arguments.seconds, arguments.connections)
    print(report(found))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(result) for result in found]))
    return 0


def missing() -> str:
    """The program that is not here, or ""."""
    return next((name for name in ("nginx", "wrk") if not program(name)), "")


def program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def measure(site: Path, seconds: int, connections: int) -> list[Served]:
    """Serve a copy of the site on loopback and ask for the page in each way."""
    with tempfile.TemporaryDirectory(prefix="atlas-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        root = folder / "root"
        shutil.copytree(site, root)
        page = root / PAGE / "index.html"
        content = page.read_bytes()
        packed = gzip.compress(content, 6)
        (page.parent / "index.html.gz").write_bytes(packed)
        (root / "bare.bin").write_bytes(os.urandom(len(content)))
        (root / "bare-small.bin").write_bytes(os.urandom(len(packed)))
        (folder / "nginx.conf").write_text(configuration(site, root, folder), encoding="utf-8")
        server = subprocess.Popen([str(program("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf")])
        try:
            wait(f"http://127.0.0.1:{PORT}/bare.bin")
            ways = (
                ("a bare file of the page's size", "bare.bin", PORT, False),
                ("the page as it is", PAGE, PORT, False),
                ("a bare file of the packed size", "bare-small.bin", PORT, False),
                ("the page packed beforehand", PAGE, PORT + 1, True),
                ("the page packed for each reader", PAGE, PORT, True),
            )
            return [ask(*way, seconds, connections) for way in ways]
        finally:
            server.terminate()
            server.wait(20)


def configuration(site: Path, root: Path, folder: Path) -> str:
    """nginx with our headers on two ports: the first packs while it answers, the second sends what was packed before."""
    printed = server_configuration.nginx("127.0.0.1", "/", server_configuration.read_everywhere(site))
    first = plain_http(printed, root, PORT)
    second = first[first.index("server {") :].replace(f":{PORT};", f":{PORT + 1};\n    gzip_static on;")
    return process_configuration(first + second, folder)


def plain_http(printed: str, root: Path, port: int) -> str:
    """A printed server of nginx, for files in `root`, at a port of this machine and without TLS."""
    printed = re.sub(r" +ssl_certificate.*\n", "", printed).replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    return re.sub(r"root /srv/[^;]+;", f"root {root};", printed)


def process_configuration(servers: str, folder: Path) -> str:
    """A whole configuration with these servers, for an nginx that keeps its own files in `folder`."""
    places = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\nworker_processes 1;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'} warn;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\naccess_log off;\nsendfile on;\ntcp_nopush on;\n"
        f"{places}{servers}}}\n"
    )


def wait(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("nginx did not start.")


def ask(name: str, path: str, port: int, packed: bool, seconds: int, connections: int) -> Served:
    """Let wrk ask for an address."""
    address = f"http://127.0.0.1:{port}/{path}"
    header = ["-H", "Accept-Encoding: gzip"] if packed else []
    command = [str(program("wrk")), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *header, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"} if packed else {})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        size = len(answer.read())
    errors = sum(map(int, re.findall(r"(?:Non-2xx or 3xx responses: |connect |read |write |timeout )(\d+)", said)))
    return Served(
        name, float(found(r"Requests/sec:\s+([\d.]+)", said)), milliseconds(said, "50%"), milliseconds(said, "99%"),
        size, errors,
    )  # fmt: skip


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if not match:
        raise SystemExit(f"wrk said something unexpected:\n{text}")
    return match[1]


def milliseconds(said: str, share: str) -> float:
    text = found(rf"{share}\s+([\d.]+\w+)", said)
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def report(served: list[Served]) -> str:
    lines = [f"{'':34}{'requests/s':>11}{'half within':>13}{'99 of 100':>12}{'on the wire':>13}{'errors':>8}"]
    lines += [
        f"{result.name:34}{result.requests:>11,.0f}{result.half:>10.2f} ms{result.most:>9.2f} ms{result.size / 1024:>9.1f} KiB{result.errors:>8}"
        for result in served
    ]
    by = {result.name: result for result in served}
    whole = by["the page as it is"].requests / by["a bare file of the page's size"].requests
    small = by["the page packed beforehand"].requests / by["a bare file of the packed size"].requests
    lines += [f"The page beside the bare file: {whole:.2f} as it is, {small:.2f} packed beforehand."]
    return "\n".join(lines)


if __name__ == "__main__":
    command_line.run(main)
