"""Asks parliament about the policies that the golden tests emit, and compares what it finds with the list of findings
that are known to be wrong, `action: issue: why`. One that is not listed fails, and so does a listed one that
no longer happens.
"""

import json
import pathlib
import re
import sys

import parliament

FILLED_IN = {
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::AccountId": "123456789012",
}


def policies(place):
    """Every statement of a folder of policies, or of a page that shows them, deployed: without findings before it, and
    with something for each substitution."""
    place = pathlib.Path(place)
    if place.suffix == ".md":
        blocks = re.findall(r"^```json\n(\[.*?)^```", place.read_text(), flags=re.M | re.S)
        texts = [(place.name, f'{{"Statement": {it}}}') for it in blocks]
    else:
        texts = [(it.name, it.read_text()) for it in sorted(place.glob("*.json"))]
    for name, text in texts:
        text = re.sub(r"^//.*\n", "", text, flags=re.M)
        # A resource that is declared and only known as an ARN is none that parliament could judge.
        document = json.loads(re.sub(r"\$\{([^}]*)\}", lambda it: FILLED_IN.get(it[1], "x"), text))
        for statement in document["Statement"]:
            yield name, statement


def findings(statement):
    """What parliament says of one statement, each as action, issue and detail."""
    resources = statement["Resource"]
    resources = resources if isinstance(resources, list) else [resources]
    statement["Resource"] = [it for it in resources if it == "*" or it.startswith("arn:")]
    if not statement["Resource"]:
        return
    for keys in statement.get("Condition", {}).values():
        for key, value in keys.items():
            # The same of a condition.
            keys[key] = "arn:aws:iam::123456789012:role/x" if value == "x" and key.endswith("Arn") else value
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    for finding in parliament.analyze_policy_string(text).findings:
        for detail in finding.detail if isinstance(finding.detail, list) else [finding.detail]:
            action = detail.get("action") if isinstance(detail, dict) else None
            first = statement["Action"]
            yield action or (first if isinstance(first, str) else first[0]), finding.issue, detail


def main(known, *places):
    lines = [it for it in pathlib.Path(known).read_text().splitlines() if it and not it.startswith("#")]
    unused, failed = set(lines), False
    for name, statement in [it for place in places for it in policies(place)]:
        for action, issue, detail in findings(statement):
            matching = [it for it in lines if it.startswith(f"{action}: {issue}: ")]
            unused -= set(matching)
            if not matching:
                failed = True
                print(f"FAIL {name}: {statement['Sid']}: {action}: {issue}: {detail}")
    for line in sorted(unused):
        failed = True
        print(f"FAIL no longer found: {line}")
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
