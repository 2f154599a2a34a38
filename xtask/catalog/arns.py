"""Which parameters of a call fill the ARN of what it is about: rules over names.

The id of a thing is never its name. Held against what people wrote into the map, the rules agree in 98 of 100.
"""

import re

import names

PLAIN = {"Partition", "Region", "Account"}
SUFFIXES = {"identifier": ("id", "identifier"), "id": ("id", "identifier"), "name": ("name", "identifier")}

# Parameters that do not say of what kind they name one.
BARE_IDS = ("id", "identifier", "resourceid", "resourceidentifier")
BARE_NAMES = ("name", "resourcename")


def bare(call, kind, types):
    """Those that name one of this kind: what the action is about, or an id where there is no other kind."""
    action, parts = names.plain(call.action.name), names.words(kind)
    is_about = names.plain(kind) in action or len(types) == 1 and parts[-1].lower() in action
    return (BARE_NAMES if is_about else ()) + (BARE_IDS if is_about or len(types) == 1 else ())


def is_path(call, kind):
    """Whether the variable `ResourcePath`, which the kinds of a service have in common, is the name of one of `kind`
    alone: the action is about those, and they have no type that would be part of it."""
    kind = names.plain(kind)
    return names.plain(call.action.name).removesuffix("s").endswith(kind) and kind + "type" not in call.texts()


def is_certain(parameter, texts):
    """Whether a parameter says by its name of what kind it names one, and no other parameter says it."""
    name = names.plain(parameter)
    return name not in BARE_IDS + BARE_NAMES and name + "type" not in texts


def before(arn, variable):
    """What stands before a variable of an ARN, in the singular: `channel` of `channels/${ChannelId}`."""
    matched = re.search(r"[:/]([\w-]+)[:/]\$\{" + variable + r"\}", arn)
    return singular(names.plain(matched[1])) if matched else ""


def singular(word):
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def derive(variable, kind, arn, texts, bare):
    """The parameter that a variable of an ARN stands for."""
    name, parts = names.plain(variable), [it.lower() for it in names.words(kind)]
    kind = "".join(parts)
    wanted = [name]
    if name.endswith("id"):
        wanted.append(name + "entifier")
    if name.endswith("identifier"):
        wanted.append(name[: -len("entifier")])
    if name.endswith("name"):
        wanted += [name[:-4], name[:-4] + "identifier"]
    wanted += [kind + name, before(arn, variable) + name]
    if name.startswith(kind) and len(name) > len(kind):
        wanted.append(name[len(kind) :])
    suffix = next((it for it in SUFFIXES if name.endswith(it)), None)
    if suffix and (name == "resource" + suffix or kind.endswith(name.removesuffix(suffix))):
        # The kind, or the end of its name: `JobIdentifier` of a customization job.
        for first in range(len(parts)):
            wanted += ["".join(parts[first:]) + it for it in SUFFIXES[suffix]]
        wanted += [it for it in SUFFIXES[suffix]] + ["resource" + it for it in SUFFIXES[suffix]]
    allowed = set(texts).difference(BARE_NAMES, BARE_IDS).union(bare)
    return next((texts[it] for it in wanted if it in texts and it in allowed), None)


def template(arn, kind, texts, given, bare=()):
    """An ARN of the reference, filled as far as is known."""

    def fill(matched):
        variable = matched[1]
        if variable in PLAIN:
            return matched[0]
        if variable in given:
            return given[variable]
        found = derive(variable, kind, arn, texts, bare)
        return "{" + found + "}" if found else "*"

    return re.sub(r"\$\{([^}]+)\}", fill, arn)


def called(kind, arn):
    """What one is called: the kind, the end of its name, its initials, and what stands before the last variable."""
    parts = [it.lower() for it in names.words(kind)]
    found = ["".join(parts[first:]) for first in range(len(parts))] + ["".join(it[0] for it in parts)]
    found += [before(arn, it) for it in re.findall(r"\$\{([^}]+)\}$", arn)]
    return [it for it in dict.fromkeys(found + [singular(it) for it in found]) if it]


def whole(kind, arn, texts):
    """The parameter that is the ARN of one."""
    return [texts[it + "arn"] for it in called(kind, arn) if it + "arn" in texts][:1]


def ending(call, kind, arn):
    """Those that are needed, and whose names end so: `SourceStageArn` and `TargetStageArn`. Of what is copied, the copy
    may be what counts, and it has no ARN yet; roles are passed."""
    action = call.action.name.lower()
    if "copy" in action or action.startswith("import") or names.plain(kind) == "role":
        return []
    ends = tuple(it + "arn" for it in called(kind, arn) if len(it) > 3)
    return [path for name, path in call.texts().items() if name.endswith(ends) and path in call.required()]


def of_any_kind(texts, is_only):
    """The parameter that is the ARN of one, of whatever kind."""
    return [texts[it] for it in ("resourcearn", "arn") if it in texts and (is_only or it != "arn")][:1]


def open_to_any(texts, required):
    """The parameter that may be the ARN of one, where nothing else says which of some kinds it is."""
    wanted = ("arn", "resource", "resourceid", "resourceidentifier", "target")
    return next((texts[it] for it in wanted if texts.get(it) in required), None)
