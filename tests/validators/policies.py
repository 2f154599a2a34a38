"""Asks parliament and cloudsplaining about the policies that the golden tests emit, and compares what they find with the
list of findings that are known, `action: issue: why`. One that is not listed fails, and so does a listed one that no
longer happens.
"""

import json
import pathlib
import re
import sys

import parliament
from cloudsplaining.scan.policy_document import PolicyDocument

# What cloudsplaining calls its findings; it has another, for any change of infrastructure, that is what a workflow is for.
KINDS = (
    "allows_privilege_escalation",
    "allows_data_exfiltration_actions",
    "permissions_management_without_constraints",
    "service_wildcard",
    "credentials_exposure",
)

FILLED_IN = {
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::AccountId": "123456789012",
}


def documents(place):
    """Every policy of a folder, or of a page that shows them, deployed: without findings before it, and with something
    for each substitution."""
    place = pathlib.Path(place)
    if place.suffix == ".md":
        blocks = re.findall(r"^```json\n(\[.*?)^```", place.read_text(), flags=re.M | re.S)
        texts = [(place.name, f'{{"Statement": {it}}}') for it in blocks]
    else:
        texts = [(it.name, it.read_text()) for it in sorted(place.glob("*.json"))]
    for name, text in texts:
        text = re.sub(r"^//.*\n", "", text, flags=re.M)
        # A resource that is declared and only known as an ARN is none that could be judged.
        yield name, json.loads(re.sub(r"\$\{([^}]*)\}", lambda it: FILLED_IN.get(it[1], "x"), text))["Statement"]


def exposures(statements):
    """What cloudsplaining says of one policy: first as it is used, where a resource or condition is a constraint; then
    what it would say of the most dangerous actions without any. Each as what it is about, and the kind of finding."""
    document = {"Version": "2012-10-17", "Statement": statements}
    unconstrained = PolicyDocument(document)
    for kind in KINDS + ("infrastructure_modification",):
        for it in getattr(unconstrained, kind):
            yield (it if isinstance(it, str) else it["type"]), f"unconstrained {kind}"
    flagged = PolicyDocument(document, flag_conditional_statements=True, flag_resource_arn_statements=True)
    for kind in KINDS:
        for it in getattr(flagged, kind):
            yield (it if isinstance(it, str) else it["type"]), kind


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

    def check(name, action, issue, detail):
        nonlocal failed
        matching = [it for it in lines if it.startswith(f"{action}: {issue}: ")]
        unused.difference_update(matching)
        if not matching:
            failed = True
            print(f"FAIL {name}: {action}: {issue}: {detail}")

    count = 0
    for name, statements in [it for place in places for it in documents(place)]:
        count += 1
        for action, kind in exposures(statements):
            check(name, action, kind, "cloudsplaining")
        for statement in statements:
            sid = statement["Sid"]
            for action, issue, detail in findings(statement):
                check(f"{name}: {sid}", action, issue, detail)
    for line in sorted(unused):
        failed = True
        print(f"FAIL no longer found: {line}")
    print(f"{count} policies, {len(lines)} findings known")
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
