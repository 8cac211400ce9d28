"""Third-party files under ``static/vendor/``: ``make vendor`` fetches what ``manifest.json`` lists.

Each package is packed by npm at its exact version; the listed files are copied, the listed icons
joined into one SVG sprite, and the names under ``exports`` bundled by esbuild with everything that
they need, whose exact versions stand under ``with``. The licence of every package lies beside its
file. Every result's SHA-256 is written back into the manifest, which a test compares with the
files. To add an icon or a package, edit the manifest and run ``make vendor``.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


def read_manifest() -> dict[str, Any]:
    """The list of third-party packages and files."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


def sha256_of(path: Path) -> str:
    """The hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch_package(package: dict[str, Any], into: Path) -> Path:
    """Unpack an npm package and return its folder."""
    command = ["npm", "pack", "--silent", f"{package['name']}@{package['version']}"]
    packed = subprocess.run(command, cwd=into, check=True, capture_output=True, text=True)
    with tarfile.open(into / packed.stdout.split()[-1]) as archive:
        archive.extractall(into / "unpacked", filter="data")
    return into / "unpacked" / "package"


def make_sprite(folder: Path, names: list[str]) -> str:
    """One SVG with a symbol for each icon, drawn in the colour and width of its user."""
    symbols = []
    for name in sorted(names):
        source = (folder / f"{name}.svg").read_text(encoding="utf-8")
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.S)
        if drawing is None:
            raise ValueError(f"{name}.svg holds no drawing")
        paths = re.sub(r"\s+", " ", drawing.group(1)).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    body = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def make_bundle(package: dict[str, Any], into: Path) -> Path:
    """Install a package with all that it needs.

    Returns the folder of its ``bundle.js`` and of ``LICENSES.txt``, the licences of all of it.
    """
    versions = {package["name"]: package["version"], **package["with"]}
    wanted = [f"{name}@{version}" for name, version in versions.items()]
    esbuild = f"esbuild@{package['esbuild']}"
    install = ["npm", "install", "--silent", "--ignore-scripts", "--save-exact"]
    subprocess.run([*install, esbuild, *wanted], cwd=into, check=True, capture_output=True)
    for name, version in versions.items():
        installed = json.loads((into / "node_modules" / name / "package.json").read_text())
        if installed["version"] != version:
            raise ValueError(f"{name} is {installed['version']}, the manifest says {version}")
    entry = "".join(
        f'export {{ {", ".join(names)} }} from "{name}";\n'
        for name, names in package["exports"].items()
    )
    (into / "entry.js").write_text(entry)
    build = ["node_modules/.bin/esbuild", "entry.js", "--bundle", "--format=esm", "--minify"]
    options = ["--target=es2022", "--legal-comments=none", "--outfile=bundle.js"]
    subprocess.run([*build, *options], cwd=into, check=True, capture_output=True)
    licences = [
        f"{name} {version}\n\n{read_licence(into / 'node_modules' / name)}"
        for name, version in versions.items()
    ]
    (into / "LICENSES.txt").write_text(f"\n{'-' * 72}\n\n".join(licences), encoding="utf-8")
    return into


def read_licence(folder: Path) -> str:
    """The licence that a package came with. Raises ValueError when there is none."""
    for path in sorted(folder.iterdir()):
        if re.match(r"licen[cs]e", path.name, re.I):
            return path.read_text(encoding="utf-8").strip() + "\n"
    raise ValueError(f"{folder} holds no licence")


def refresh() -> None:
    """Fetch every package of the manifest and write its files and their digests."""
    manifest = read_manifest()
    for package in manifest["packages"]:
        get = make_bundle if "exports" in package else fetch_package
        with tempfile.TemporaryDirectory() as scratch:
            folder = get(package, Path(scratch))
            for file in package["files"]:
                source, target = folder / file["from"], VENDOR / file["to"]
                if source.is_dir():
                    target.write_text(make_sprite(source, package["icons"]))
                else:
                    target.write_bytes(source.read_bytes())
                file["sha256"] = sha256_of(target)
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    refresh()
