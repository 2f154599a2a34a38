"""Names as Step Functions spells them: those of the AWS SDK for Java v2, by rule."""

import re

# What its code generator may not call a method, so that `Value` is appended to the name of the member.
RESERVED = set(
    "abstract assert boolean break byte case catch char class const continue default do double else enum extends false "
    "final finally float for goto if implements import instanceof int interface long native new null package private "
    "protected public return short static strictfp super switch synchronized this throw throws transient true try "
    "void volatile while "
    "equals finalize getClass hashCode notify notifyAll toString wait builder sdkFields toBuilder "
    "overrideConfiguration sdkHttpResponse".split()
)


def words(text):
    """Splits at other characters, before a version, at changes of case and behind digits."""
    text = re.sub(r"[^A-Za-z0-9]+", " ", text)
    text = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", text)
    text = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", text)
    text = re.sub(r"([a-z])([A-Z][a-zA-Z0-9])", r"\1 \2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", text)
    text = re.sub(r"([0-9])([a-zA-Z])", r"\1 \2", text)
    return text.split()


def pascal(text):
    return "".join(word[0].upper() + word[1:].lower() for word in words(text))


def error_prefix(service_id):
    name = pascal(service_id)
    for prefix in ("Amazon", "Aws"):
        name = name.removeprefix(prefix)
    return name.removesuffix("Service")


def action(operation):
    return operation[0].lower() + operation[1:]


def member(name, is_of_union=False):
    """`DBInstanceId` -> `DbInstanceId`: a leading run of capitals is one word. A union has a method `type` already."""
    letters = list(name)
    letters[0] = letters[0].lower()
    for at in range(1, len(letters)):
        following = letters[at + 1] if at + 1 < len(letters) else ""
        if not letters[at].isupper() or following.islower():
            break
        letters[at] = letters[at].lower()
    lower = "".join(letters)
    if lower in RESERVED or is_of_union and lower == "type":
        lower += "Value"
    return lower[0].upper() + lower[1:]


def exception(shape):
    name = pascal(shape).removesuffix("Fault")
    return name if name.endswith("Exception") else name + "Exception"


def plain(text):
    """For comparing names that differ in case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", text.lower())
