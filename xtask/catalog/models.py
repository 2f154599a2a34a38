"""The service models of botocore as Step Functions sees them: services, actions and one graph of shapes."""

import gzip
import json
import re
import zipfile
from dataclasses import dataclass, field

import names

STRING, BOOLEAN, INTEGER, NUMBER, TIMESTAMP, BLOB, DOCUMENT, ENUM, GROWING_ENUM, LIST, MAP, STRUCT, UNION = range(13)

SCALARS = {
    "string": STRING,
    "character": STRING,
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "long": INTEGER,
    "short": INTEGER,
    "biginteger": INTEGER,
    "float": NUMBER,
    "double": NUMBER,
    "bigdecimal": NUMBER,
    "timestamp": TIMESTAMP,
    "blob": BLOB,
}

DOCUMENTED, NEWER, LEFT_OUT, OWN_ENDPOINT, RETIRED = range(5)
OK, UNSUPPORTED, EVENT_STREAM = range(3)

# The shape of members that the SDK for Java adds.
ADDED = ("", "String")


@dataclass
class Shape:
    """`label` is what tells shapes of a kind apart besides their `children`."""

    kind: int
    label: tuple = ()
    children: list = field(default_factory=list)


@dataclass
class Action:
    name: str
    input: str | None
    output: str | None
    errors: list
    status: int


@dataclass
class Service:
    name: str
    prefix: str
    status: int
    folder: str = ""
    metadata: dict = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    # The model itself: what IAM templates are resolved against.
    model: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)


def newest(wheel):
    """Folder of the package -> newest model."""
    found = {}
    with zipfile.ZipFile(wheel) as archive:
        for path in archive.namelist():
            matched = re.fullmatch(r"botocore/data/([^/]+)/([^/]+)/service-2\.json(\.gz)?", path)
            if matched and found.get(matched[1], ("",))[0] < matched[2]:
                found[matched[1]] = (matched[2], path)
        models = {}
        for folder, (_, path) in sorted(found.items()):
            data = archive.read(path)
            models[folder] = json.loads(gzip.decompress(data) if path.endswith(".gz") else data)
    return models


def load(wheel, previous, facts):
    """All services by name, and the shapes of all of them by (service, shape)."""
    old = {folder: enums(model) for folder, model in newest(previous).items()}
    services, shapes = {}, {ADDED: Shape(STRING)}
    for folder, model in newest(wheel).items():
        prefix = names.error_prefix(model["metadata"]["serviceId"])
        name = prefix.lower()
        # botocore repeats one service.
        if name in services and len(services[name].model["operations"]) >= len(model["operations"]):
            continue
        services[name] = service(name, prefix, folder, model, facts)
    for name, it in services.items():
        for shape in it.model["shapes"]:
            shapes[name, shape] = convert(it, shape, old.get(it.folder, {}), facts)
    for name, prefix in facts["retired"].items():
        if name not in services:
            services[name] = Service(name, prefix, RETIRED)
    missing = [it for key in ("documented", "left_out", "own_endpoint") for it in facts[key] if it not in services]
    return dict(sorted(services.items())), shapes, missing


def enums(model):
    return {name: frozenset(shape["enum"]) for name, shape in model["shapes"].items() if "enum" in shape}


def service(name, prefix, folder, model, facts):
    status = NEWER
    for key, value in (("documented", DOCUMENTED), ("left_out", LEFT_OUT), ("own_endpoint", OWN_ENDPOINT)):
        if name in facts[key]:
            status = value
    it = Service(name, prefix, status, folder, model["metadata"], model=model)
    renamed = facts["renamed_exceptions"].get(name, {})

    def error(shape):
        plain = names.exception(shape)
        return renamed.get(plain, plain)

    it.errors = sorted({error(key) for key, shape in model["shapes"].items() if shape.get("exception")})
    for operation, body in model["operations"].items():
        action = names.action(operation)
        ends = [body[end]["shape"] for end in ("input", "output") if end in body]
        status = OK
        if action in facts["unsupported"].get(name, []):
            status = UNSUPPORTED
        elif any(is_event_stream(model, shape) for shape in ends):
            status = EVENT_STREAM
        it.actions[action] = Action(
            action,
            body.get("input", {}).get("shape"),
            body.get("output", {}).get("shape"),
            sorted({error(key["shape"]) for key in body.get("errors", [])}),
            status,
        )
    return it


def is_event_stream(model, shape):
    members = model["shapes"][shape].get("members", {})
    return any(model["shapes"][it["shape"]].get("eventstream") for it in members.values())


def convert(service, name, old_enums, facts):
    shape = service.model["shapes"][name]
    kind = shape["type"]
    if shape.get("document"):
        return Shape(DOCUMENT)
    if "enum" in shape:
        values = frozenset(shape["enum"])
        grows = name in old_enums and old_enums[name] != values
        return Shape(GROWING_ENUM if grows else ENUM, tuple(sorted(values)))
    if kind in SCALARS:
        return Shape(SCALARS[kind])
    if kind == "list":
        return Shape(LIST, (), [(service.name, shape["member"]["shape"])])
    if kind == "map":
        return Shape(MAP, (), [(service.name, shape[it]["shape"]) for it in ("key", "value")])
    assert kind == "structure", kind
    added = facts["added_members"].get(service.name, {}).get(name, {})
    stood_for = added.get("stand_for", [])
    required = set(shape.get("required", []))
    members = {}
    for key, member in shape.get("members", {}).items():
        needed = key in required and not member.get("idempotencyToken") and key not in stood_for
        spelled = renamed(service, name, key, facts)
        members[spelled] = (needed, (service.name, member["shape"]))
        service.members[name, key] = spelled
    for key in added.get("members", []):
        members.setdefault(key, (False, ADDED))
    ordered = sorted(members.items())
    label = tuple((key, needed) for key, (needed, _) in ordered)
    return Shape(UNION if shape.get("union") else STRUCT, label, [child for _, (_, child) in ordered])


def renamed(service, shape, member, facts):
    for pattern, name in facts["renamed_members"].get(service.name, {}).items():
        of, key = pattern.split(".")
        if key == member and (shape == of or of.startswith("*") and shape.endswith(of[1:])):
            return name
    return names.member(member, bool(service.model["shapes"][shape].get("union")))
