"""What one catalogue has that another has not, as the lines of a report."""

import blob
import models

# Of one kind of change, so many are written out.
MOST = 200


def compared(old, new):
    """What changed from the file `old` to the file `new`."""
    before, after = Outline(old), Outline(new)
    lines = []

    def section(title, found):
        found = sorted(found)
        if found:
            lines.append(f"{title}: {len(found)}")
            lines.extend(f"  {it}" for it in found[:MOST])
            lines.extend([f"  and {len(found) - MOST} more"] if len(found) > MOST else [])

    section("new services", after.services.keys() - before.services.keys())
    section("vanished services", before.services.keys() - after.services.keys())
    common = before.services.keys() & after.services.keys()
    section("services known otherwise", (
        f"{it}: {before.services[it]} -> {after.services[it]}" for it in common if before.services[it] != after.services[it]
    ))
    new_errors = {it for name in common for it in after.errors[name] - before.errors[name]}
    section("new errors", new_errors)
    section("vanished errors", {it for name in common for it in before.errors[name] - after.errors[name]})

    # What a whole service brought or took with it is said.
    def of_common(keys):
        return {it for it in keys if it[0] in common}

    section("new actions", map(":".join, of_common(after.actions.keys() - before.actions.keys())))
    section("vanished actions", map(":".join, of_common(before.actions.keys() - after.actions.keys())))
    parts = {}
    for key in before.actions.keys() & after.actions.keys():
        name = ":".join(key)
        a, b = before.actions[key], after.actions[key]
        if a["status"] != b["status"]:
            parts.setdefault("actions offered otherwise", set()).add(f"{name}: {a['status']} -> {b['status']}")
        if a["needs"] != b["needs"]:
            parts.setdefault("actions with other permissions", set()).add(name)
        for end, word in ((0, "parameters"), (1, "results")):
            was, now = before.members(a["ends"][end]), after.members(b["ends"][end])
            for path in now.keys() - was.keys():
                parts.setdefault(f"new {word}", set()).add(f"{name} {path}")
            for path in was.keys() - now.keys():
                parts.setdefault(f"vanished {word}", set()).add(f"{name} {path}")
            for path in was.keys() & now.keys():
                (kind, needed, values), (new_kind, is_needed, new_values) = was[path], now[path]
                if kind != new_kind:
                    parts.setdefault(f"{word} of another type", set()).add(f"{name} {path}: {kind} -> {new_kind}")
                if end == 0 and needed != is_needed:
                    word_of = "needed now" if is_needed else "no longer needed"
                    parts.setdefault(f"parameters {word_of}", set()).add(f"{name} {path}")
                for title, more in (("new values", new_values - values), ("vanished values", values - new_values)):
                    if more and end == 0:
                        parts.setdefault(title, set()).add(f"{name} {path}: {', '.join(sorted(more))}")
    for title in sorted(parts):
        section(title, parts[title])
    return lines


KINDS = [
    "string", "boolean", "integer", "number", "timestamp", "blob", "document", "enum", "enum", "list", "map", "structure",
    "union",
]


class Outline:
    def __init__(self, data):
        self.reader = blob.Reader(data)
        self.decoded, self.known = {}, {}
        self.services, self.errors, self.actions = {}, {}, {}
        for name, prefix, iam_prefix, first, count, errors, status in self.reader.services():
            self.services[name] = (prefix, iam_prefix, status)
            self.errors[name] = {f"{prefix}.{it}" for it in self.reader.errors(errors)}
            for index in range(first, first + count):
                action, input, output, _, policy, status = self.reader.action(index)
                needs = None if policy is None else tuple(blob.statements(self.reader, policy))
                self.actions[name, action] = {"status": status, "needs": needs, "ends": (input, output)}

    def shape(self, index):
        if index not in self.decoded:
            self.decoded[index] = self.reader.shape(index)
        return self.decoded[index]

    def members(self, index):
        """Path -> kind, whether it is needed, values of an enumeration. Each structure is gone into once."""
        if index not in self.known:
            self.known[index] = self.walked(index)
        return self.known[index]

    def walked(self, index):
        found, seen = {}, set()
        todo = [("", index)] if index is not None else []
        while todo:
            path, index = todo.pop(0)
            kind, label, children = self.shape(index)
            if kind in (models.LIST, models.MAP):
                todo.append((path + ("[]" if kind == models.LIST else "{}"), children[-1]))
            elif kind in (models.STRUCT, models.UNION) and index not in seen:
                seen.add(index)
                for (name, needed), child in zip(label, children):
                    inner = f"{path}.{name}" if path else name
                    child_kind, values, _ = self.shape(child)
                    values = set(values) if child_kind in (models.ENUM, models.GROWING_ENUM) else set()
                    found[inner] = (KINDS[child_kind], needed, values)
                    todo.append((inner, child))
        return found
