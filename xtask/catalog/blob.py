"""The file that the crate carries: sections of fixed records and of bodies behind offsets, read in place.

Little endian. A string, shape or set is its index.

    header    "SFNC", u16 version, u16 number of sections, then (u32 offset, u32 count) of each
    STRINGS   u32[count + 1] offsets from the end of them, bytes; sorted, so that indices compare like strings
    SERVICES  by name: name, error prefix, IAM prefix, first action, actions, errors as u24, status as u8
    ACTIONS   by name within the service: name, input, output, errors, IAM as u24, status as u8
    SHAPES    u32[count + 1] offsets, varints: kind, then by kind
                enum    n, values as deltas      list  element      map  key, value
                struct  n, (name as delta, shape << 1 | required) by name
    ERRORS    u32[count + 1] offsets, varints: n, names as deltas
    IAM       u32[count + 1] offsets, varints: n statements, each
                action, flags, condition on the parameters, n resources (template << 1 | always needed, parameter that is
                the whole ARN), n conditions (operator, key, value)
    ALIASES   by name: what services are called elsewhere, service, both as u24
    META      u24 strings: date and versions

Strings that may be absent are their index + 1 in varints, and 0xffffff in records.
"""

import struct

import models

VERSION = 1
NONE = 0xFFFFFF
SECTIONS = ["strings", "services", "actions", "shapes", "errors", "iam", "aliases", "meta"]


def classes(shapes, roots):
    """Merges shapes that nothing tells apart: coarse classes are split until their members agree."""
    reached, todo = set(roots), list(roots)
    while todo:
        for child in shapes[todo.pop()].children:
            if child not in reached:
                reached.add(child)
                todo.append(child)
    order = sorted(reached)
    labels = {}
    of = {key: labels.setdefault((shapes[key].kind, shapes[key].label), len(labels)) for key in order}
    count = len(labels)
    while True:
        seen = {}
        of = {
            key: seen.setdefault((of[key], tuple(of[it] for it in shapes[key].children)), len(seen))
            for key in order
        }
        if len(seen) == count:
            return of
        count = len(seen)


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def deltas(values):
    out, last = varint(len(values)), 0
    for value in sorted(values):
        out += varint(value - last)
        last = value
    return out


def u24(value):
    return struct.pack("<I", NONE if value is None else value)[:3]


def bodies(items):
    offsets, at = [], 0
    for item in items:
        offsets.append(at)
        at += len(item)
    return struct.pack(f"<{len(items) + 1}I", *offsets, at) + b"".join(items), len(items)


class Sets:
    """Equal sets once, numbered in the order of their first use."""

    def __init__(self):
        self.ids = {}

    def id(self, value):
        return None if not value else self.ids.setdefault(value, len(self.ids))


def write(services, shapes, iam, prefixes, aliases, meta):
    roots = [
        (name, end) for name, it in services.items() for action in it.actions.values()
        for end in (action.input, action.output) if end
    ]
    class_of = classes(shapes, roots)
    uses = {}
    example = {}
    for key in sorted(class_of):
        example.setdefault(class_of[key], key)
    for it in example.values():
        for child in shapes[it].children:
            uses[class_of[child]] = uses.get(class_of[child], 0) + 1
    ranked = sorted(example, key=lambda it: (-uses.get(it, 0), example[it]))
    shape_id = {it: at for at, it in enumerate(ranked)}

    texts = set(meta)
    for name, it in services.items():
        texts |= {name, it.prefix, *it.errors, *it.actions}
        texts |= {error for action in it.actions.values() for error in action.errors}
    texts |= {it for it in prefixes.values() if it}
    for key in example.values():
        shape = shapes[key]
        if shape.kind in (models.ENUM, models.GROWING_ENUM):
            texts |= set(shape.label)
        else:
            texts |= {name for name, _ in shape.label}
    for statements in iam.values():
        for it in statements:
            texts |= set(it.texts())
    texts |= {alias for alias, _ in aliases}
    strings = sorted(texts, key=lambda it: it.encode())
    string = {text: at for at, text in enumerate(strings)}

    def optional(text):
        return varint(0 if text is None else string[text] + 1)

    def shape_body(key):
        shape = shapes[key]
        out = varint(shape.kind)
        if shape.kind in (models.ENUM, models.GROWING_ENUM):
            return out + deltas([string[it] for it in shape.label])
        children = [shape_id[class_of[it]] for it in shape.children]
        if shape.kind not in (models.STRUCT, models.UNION):
            return out + b"".join(varint(it) for it in children)
        members = sorted((string[name], child << 1 | needed) for (name, needed), child in zip(shape.label, children))
        out += varint(len(members))
        last = 0
        for name, rest in members:
            out += varint(name - last) + varint(rest)
            last = name
        return out

    def statement(it):
        out = varint(string[it.action]) + varint(it.flags) + optional(it.when)
        out += varint(len(it.resources))
        for template, whole, always in it.resources:
            out += varint(string[template] << 1 | always) + optional(whole)
        out += varint(len(it.conditions))
        return out + b"".join(varint(string[part]) for condition in it.conditions for part in condition)

    errors, policies = Sets(), Sets()
    service_rows, action_rows = [], []
    position = {}
    for name in sorted(services, key=lambda it: it.encode()):
        it = services[name]
        position[name] = len(service_rows)
        prefix = prefixes.get(name)
        service_rows.append(
            u24(string[name]) + u24(string[it.prefix]) + u24(string[prefix] if prefix else None)
            + u24(len(action_rows)) + u24(len(it.actions))
            + u24(errors.id(tuple(string[e] for e in it.errors))) + bytes([it.status])
        )
        for key in sorted(it.actions, key=lambda it: it.encode()):
            action = it.actions[key]
            ends = [shape_id[class_of[name, end]] if end else None for end in (action.input, action.output)]
            action_rows.append(
                u24(string[key]) + u24(ends[0]) + u24(ends[1])
                + u24(errors.id(tuple(string[e] for e in action.errors)))
                + u24(policies.id(tuple(statement(it) for it in iam.get((name, key), ())))) + bytes([action.status])
            )
    encoded = [it.encode() for it in strings]
    sections = [
        bodies(encoded),
        (b"".join(service_rows), len(service_rows)),
        (b"".join(action_rows), len(action_rows)),
        bodies([shape_body(example[it]) for it in ranked]),
        bodies([deltas(it) for it in errors.ids]),
        bodies([varint(len(it)) + b"".join(it) for it in policies.ids]),
        (b"".join(u24(string[alias]) + u24(position[name]) for alias, name in aliases), len(aliases)),
        (b"".join(u24(string[it]) for it in meta), len(meta)),
    ]
    header = b"SFNC" + struct.pack("<HH", VERSION, len(sections))
    at = len(header) + 8 * len(sections)
    for data, count in sections:
        header += struct.pack("<II", at, count)
        at += len(data)
    return header + b"".join(data for data, _ in sections)


class Reader:
    """Reads the file back, for holding it against the models."""

    def __init__(self, data):
        self.data = data
        assert data[:4] == b"SFNC"
        self.at = {name: struct.unpack_from("<II", data, 8 + 8 * at) for at, name in enumerate(SECTIONS)}

    def u24(self, at):
        value = int.from_bytes(self.data[at : at + 3], "little")
        return None if value == NONE else value

    def body(self, section, index):
        start, count = self.at[section]
        first, last = struct.unpack_from("<II", self.data, start + 4 * index)
        base = start + 4 * (count + 1)
        return self.data[base + first : base + last]

    def varints(self, section, index):
        values, value, shift = [], 0, 0
        for byte in self.body(section, index):
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                values.append(value)
                value = shift = 0
        return values

    def string(self, index):
        return None if index is None else self.body("strings", index).decode()

    def meta(self):
        start, count = self.at["meta"]
        return [self.string(self.u24(start + 3 * index)) for index in range(count)]

    def services(self):
        start, count = self.at["services"]
        for index in range(count):
            fields = [self.u24(start + 19 * index + 3 * it) for it in range(6)]
            yield [*map(self.string, fields[:3]), *fields[3:], self.data[start + 19 * index + 18]]

    def action(self, index):
        at = self.at["actions"][0] + 16 * index
        return [self.string(self.u24(at)), *(self.u24(at + 3 * it) for it in range(1, 5)), self.data[at + 15]]

    def errors(self, index):
        if index is None:
            return []
        names, last = [], 0
        for delta in self.varints("errors", index)[1:]:
            last += delta
            names.append(self.string(last))
        return names

    def shape(self, index):
        """Kind, label and children, as the models have them."""
        kind, *rest = self.varints("shapes", index)
        last = 0
        if kind in (models.ENUM, models.GROWING_ENUM):
            values = []
            for delta in rest[1:]:
                last += delta
                values.append(self.string(last))
            return kind, tuple(values), []
        if kind not in (models.STRUCT, models.UNION):
            return kind, (), rest
        label, children = [], []
        for delta, packed in zip(rest[1::2], rest[2::2]):
            last += delta
            label.append((self.string(last), bool(packed & 1)))
            children.append(packed >> 1)
        return kind, tuple(label), children


def verify(data, services, shapes):
    """Holds every action of the file against its model, shape by shape."""
    reader = Reader(data)
    decoded, seen, count = {}, set(), 0
    found = list(reader.services())
    assert [it[0] for it in found] == sorted(services)
    for name, prefix, _, first, actions, errors, status in found:
        service = services[name]
        assert (prefix, status, actions) == (service.prefix, service.status, len(service.actions)), name
        assert sorted(reader.errors(errors)) == sorted(service.errors), name
        for index in range(first, first + actions):
            key, *ends, action_errors, _, action_status = reader.action(index)
            action = service.actions[key]
            assert sorted(reader.errors(action_errors)) == sorted(action.errors) and action_status == action.status
            count += 1
            for end, model in zip(ends, (action.input, action.output)):
                assert (end is None) == (model is None)
                todo = [(end, (name, model))] if model else []
                while todo:
                    pair = todo.pop()
                    if pair in seen:
                        continue
                    seen.add(pair)
                    if pair[0] not in decoded:
                        decoded[pair[0]] = reader.shape(pair[0])
                    kind, label, children = decoded[pair[0]]
                    shape = shapes[pair[1]]
                    want = sorted(zip(shape.label, shape.children), key=lambda it: it[0][0].encode()) if shape.kind in (
                        models.STRUCT, models.UNION) else None
                    labels = tuple(it[0] for it in want) if want is not None else tuple(
                        sorted(shape.label, key=str.encode))
                    assert (kind, label) == (shape.kind, labels), (pair, label, shape)
                    todo += zip(children, [it[1] for it in want] if want is not None else shape.children)
    return count


def outline(data):
    """Everything in the file as lines: the crate's own reader has to say the same, see `tests/model.rs` there."""
    reader = Reader(data)

    def shape(index):
        kind, label, children = reader.shape(index)
        if kind in (models.STRUCT, models.UNION):
            members = (f"{name}{'!' if needed else ''}:{child}" for (name, needed), child in zip(label, children))
            return f"{kind}({','.join(members)})"
        return f"{kind}({','.join(label)}{','.join(map(str, children))})"

    def optional(index):
        return "-" if index is None else str(index)

    for index in range(reader.at["shapes"][1]):
        yield "shapes", f"{index}={shape(index)}"
    for name, prefix, iam_prefix, first, count, errors, status in reader.services():
        yield name, f"{name} {prefix} {iam_prefix or '-'} {status} {','.join(reader.errors(errors))}"
        for at in range(first, first + count):
            action, input, output, errors, policy, status = reader.action(at)
            yield name, f"{action} {status} {optional(input)} {optional(output)} {','.join(reader.errors(errors))}"
            for statement in statements(reader, policy) if policy is not None else ["?"]:
                yield name, statement


def statements(reader, policy):
    numbers = iter(reader.varints("iam", policy))

    def text():
        return reader.string(next(numbers))

    def optional():
        index = next(numbers)
        return reader.string(index - 1) if index else "-"

    def resource():
        packed = next(numbers)
        return f"{reader.string(packed >> 1)}={optional()}{'!' if packed & 1 else ''}"

    for _ in range(next(numbers)):
        action, flags, condition = text(), next(numbers), optional()
        resources = [resource() for _ in range(next(numbers))]
        conditions = [f"{text()} {text()} {text()}" for _ in range(next(numbers))]
        if action:
            yield f"{action} {flags >> 1} {condition} {';'.join(resources)} {';'.join(conditions)}"


def digests(data):
    """FNV-1a over the lines of each part, in order."""
    found = {}
    for part, line in outline(data):
        value = found.get(part, 0xCBF29CE484222325)
        for byte in line.encode() + b"\n":
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
        found[part] = value
    return "".join(f"{part} {value:016x}\n" for part, value in found.items())
