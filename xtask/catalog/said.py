"""What the documentation of an operation says of permissions. It is in the service's model."""

import re

ACTION = r"([a-z0-9-]+:[A-Z]\w+)"
# As AWS writes it, for whoever calls: what the service or a role needs is said in other words.
SENTENCES = [
    rf"include the permission {ACTION}",
    rf"permissions? to perform the {ACTION} action",
    rf"requires permissions? for the {ACTION}",
    rf"(?:must have|need|needs|requires|require)(?: the)? {ACTION}(?: Identity and Access Management \(IAM\))? permission",
    rf"Required permissions? ?: {ACTION}",
    rf"\buses? {ACTION} in the Action element",
    rf"uses the same IAM action as \w+ \( ?{ACTION} ?\)",
    rf"IAM action(?: associated with this API)? is {ACTION}",
    rf"policy attached that allows the {ACTION} IAM action",
    rf"must have the {ACTION} IAM action",
]
# S3 has buckets of kinds of their own, with permissions of their own.
BESIDE = {"s3": ("s3-outposts", "s3express")}


def actions(text, prefix):
    """The actions of the service that the caller has to be allowed, by a sentence that names them."""
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    found = {it: None for sentence in SENTENCES for it in re.findall(sentence, plain)}
    own = (prefix, *BESIDE.get(prefix, ()))
    return [it for it in found if it.partition(":")[0] in own]


def is_unsigned(operation):
    """Whether nobody signs the request, so that there is no caller who could be allowed anything."""
    return operation.get("auth") == ["smithy.api#noAuth"] or operation.get("authtype") == "none"
