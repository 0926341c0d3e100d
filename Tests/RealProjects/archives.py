#!/usr/bin/env python3
"""Fetches projects: PyPI sdists, upstream archives of Debian source packages, crates, clones.

usage: archives.py pypi|debian|crate|git ARCHIVE FOLDER

ARCHIVE is NAME==VERSION, the name of a source package, OWNER/NAME, or the names of Debian packages of
crates, the first of which is the project and the others what it needs; nothing is built. Prints the folder of the
unpacked project, which is made anew.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request

PYTHON = sys.executable


def sh(command, folder, timeout=None, env=None):
    """Runs a line of shell in a group of its own; after `timeout` seconds the whole group ends."""
    with subprocess.Popen(command, cwd=folder, shell=True, stdout=subprocess.PIPE, env=env,
                          stderr=subprocess.STDOUT, text=True, errors="replace",
                          start_new_session=True) as process:
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, process.returncode, output)


def sdist(name, version, folder):
    """Fetches a source distribution from the index that pip uses, without building anything."""
    configured = sh(f"{PYTHON} -m pip config get global.index-url", folder)
    from pip._internal.models.index import PyPI
    index = os.environ.get("PIP_INDEX_URL") or (
        configured.stdout.strip() if configured.returncode == 0 else PyPI.simple_url)
    request = urllib.request.Request(
        f"{index.rstrip('/')}/{name}/",
        headers={"Accept": "application/vnd.pypi.simple.v1+json, text/html;q=0.1"})
    with urllib.request.urlopen(request) as answer:
        page, base = answer.read().decode(), answer.url
    links = re.findall(r'(?:href=|"url": ?)"([^"]+?)"', page)
    wanted = re.compile(rf"{re.escape(name)}-{re.escape(version)}\.tar\.gz", re.I)
    for link in links:
        if wanted.search(link):
            url = urllib.parse.urljoin(base, link.split("#")[0])
            with urllib.request.urlopen(url) as answer:
                (folder / f"{name}-{version}.tar.gz").write_bytes(answer.read())
            return ""
    return "the index lists no such archive"


def source_lists(folder):
    """Options with which apt-get knows source packages; the machine's own settings stay."""
    lists = folder / "lists"
    options = (f"-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts={folder}/parts "
               f"-o Dir::State::Lists={lists}")
    if not lists.exists():
        (folder / "parts").mkdir()
        lists.mkdir()
        for path in pathlib.Path("/etc/apt").rglob("*"):
            if path.name.endswith((".sources", ".list")):
                text = re.sub(r"(?m)^Types:.*$", "Types: deb-src", path.read_text())
                text = re.sub(r"(?m)^deb ", "deb-src ", text)
                (folder / "parts" / path.name).write_text(text)
        sh(f"apt-get {options} update -qq", folder)
    return options


def crate(packages, folder, downloads):
    """A crate from Debian's registry of sources, with settings that let cargo find no other."""
    failure = sh(f"apt-get download -qq {packages}", downloads).stdout
    registry = folder / "packages"
    shutil.rmtree(registry, ignore_errors=True)
    for package in downloads.glob("*.deb"):
        sh(f"dpkg -x {package} {registry}", folder)
    name = re.match(r"librust-(.*)-dev$", packages.split()[0])[1].split("+")[0]
    found = sorted(registry.glob(f"usr/share/cargo/registry/{name}-*"))
    if not found:
        raise RuntimeError(f"cannot fetch {packages}: {failure[-300:]}")
    target = folder / "tree"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(found[0], target)
    (target / ".cargo-checksum.json").unlink(missing_ok=True)
    (target / ".cargo").mkdir(exist_ok=True)
    (target / ".cargo" / "config.toml").write_text(
        '[source.crates-io]\nreplace-with = "debian"\n[source.debian]\n'
        f'directory = "{registry}/usr/share/cargo/registry"\n')
    return target


def fetch(kind, archive, folder):
    """The unpacked project below `folder`, made anew."""
    if kind == "git":
        tree = folder / archive.split("/")[1]
        shutil.rmtree(tree, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        cloned = sh(f"git clone --quiet https://github.com/{archive} {tree.name}", folder)
        if cloned.returncode != 0:
            raise RuntimeError(f"cannot fetch {archive}: {cloned.stdout[-300:]}")
        return tree
    downloads = folder / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    if kind == "crate":
        return crate(archive, folder, downloads)
    if kind == "pypi":
        name, version = archive.split("==")
        failure = sdist(name, version, downloads)
    else:
        failure = sh(f"apt-get {source_lists(folder.parent)} source -qq --tar-only "
                     f"--download-only {archive}", downloads).stdout
        name = archive
    found = [path for path in downloads.iterdir()
             if path.name.lower().startswith(name.lower()) and ".tar" in path.name
             and not path.name.endswith(".asc")]
    if not found:
        raise RuntimeError(f"cannot fetch {archive}: {failure[-300:]}")
    target = folder / "tree"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with tarfile.open(found[0]) as tar:
        tar.extractall(target)
    inner = list(target.iterdir())
    return inner[0] if len(inner) == 1 else target


if __name__ == "__main__":
    kind, archive, folder = sys.argv[1:]
    print(fetch(kind, archive, pathlib.Path(folder).resolve()))
