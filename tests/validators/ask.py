"""Asks asl-validator and cfn-lint about definitions and compares their refusals with the list of known wrong ones.

A line of the list is `tool: file: reason`: the tool refuses the file, and the reason says why it is the tool that is
wrong. A refusal that is not listed fails, and so does a listed one that no longer happens.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from cfnlint.api import lint
from cfnlint.config import ManualArgs


def definitions(folders, work):
    """The definitions of the golden files that the macro emits: those with an error among the findings, which stand
    before them as comments, are there to be read only."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            text = path.read_text()
            if re.search(r"^// \d+:\d+ error: ", text, flags=re.M):
                continue
            text = re.sub(r"^//.*\n", "", text, flags=re.M)
            decoder, rest, number = json.JSONDecoder(), text.strip(), 0
            while rest:
                document, end = decoder.raw_decode(rest)
                rest, number = rest[end:].strip(), number + 1
                copy = pathlib.Path(work) / f"{path.stem}{'' if number == 1 else f'-{number}'}.json"
                copy.write_text(json.dumps(document))
                yield copy, document


def cfn_lint(document):
    """The messages of the rule on definitions."""
    properties = {"RoleArn": "arn:aws:iam::123456789012:role/r", "Definition": document}
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Machine": machine}}
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"]))
    return [it.message for it in found if it.rule.id == "E3601"]


def main():
    script, known, *folders = sys.argv[1:]
    lines = [it for it in pathlib.Path(known).read_text().splitlines() if it and not it.startswith("#")]
    expected = {tuple(it.split(": ")[:2]) for it in lines}
    refused = {}
    with tempfile.TemporaryDirectory() as work:
        documents = list(definitions(folders, work))
        paths = "\n".join(str(path) for path, _ in documents)
        asked = subprocess.run(["node", script], input=paths, capture_output=True, text=True, check=True)
        for line in asked.stdout.splitlines():
            path, message = line.split("\t", 1)
            refused[("asl-validator", pathlib.Path(path).name)] = message
        for path, document in documents:
            if messages := cfn_lint(document):
                refused[("cfn-lint", path.name)] = messages[0][:200]
    unknown = sorted(set(refused) - expected)
    for key in unknown:
        print(f"REFUSED {': '.join(key)}: {refused[key]}")
    gone = sorted(expected - set(refused))
    for key in gone:
        print(f"LISTED, and accepted: {': '.join(key)}")
    print(f"{len(documents)} definitions, {len(refused)} refusals, {len(refused) - len(unknown)} of them known to be wrong")
    sys.exit(bool(unknown or gone))


main()
