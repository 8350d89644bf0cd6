# SPDX-License-Identifier: MIT
"""What the declarations say, for programs that are not lapidary: patterns and name lists.

A pattern is PCRE2's. to_python() gives what Python's `re` makes of it, for the constructs that the two
spell differently; what it cannot translate is refused and told, never searched in another meaning.
"""
import collections
import glob
import os
import re
import warnings

import yaml

# No tag is resolved: a plain scalar is text, in a declaration as in a list of names.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Pattern = collections.namedtuple("Pattern", "id role regex is_caseless cue fields")
NameList = collections.namedtuple("NameList", "id role names cue fields")
Name = collections.namedtuple("Name", "spelling is_caseless cue_role cue_within")
Plugin = collections.namedtuple("Plugin", "name patterns lists")


def _read(path):
    with open(path, encoding="utf-8") as stream:
        return yaml.load(stream, Loader=LOADER)


def _put_in(text, pieces):
    """The text with each {{piece}} in its place, in a group of its own."""

    def piece(use):
        name = use.group(1)
        return "(?:%s)" % _put_in(pieces[name], pieces) if name in pieces else use.group()

    return re.sub(r"\{\{([A-Za-z_]\w*)\}\}", piece, text, flags=re.ASCII)


def _spellings(name, has_any_joints):
    """All spellings of a name: with any joints also joined by a space, a hyphen and nothing."""
    for spelling in name.split(" = "):
        yield spelling
        if has_any_joints and re.search("[ -]", spelling):
            for joint in " ", "-", "":
                yield re.sub("[ -]", joint, spelling)


def _names(path):
    seen = set()
    for group in _read(path).values():
        is_caseless = group.get("case") == "any"
        cue = group.get("cue", {})
        for name in filter(None, group["names"].split("\n")):
            for spelling in _spellings(name, group.get("joints") == "any"):
                key = spelling.lower() if is_caseless else spelling
                if key in seen:
                    continue
                seen.add(key)
                yield Name(spelling, is_caseless, cue.get("role"), int(cue.get("within", 0)))


def _plugin(path, declaration):
    parts = [(path, declaration)]
    if "include" in declaration:
        included = os.path.join(os.path.dirname(path), declaration["include"])
        parts.insert(0, (included, _read(included)))
    pieces = {}
    for _, part in parts:
        pieces.update(part.get("define", {}))
    plugin = Plugin(declaration["plugin"], [], [])
    for file, part in parts:
        for one in part.get("patterns", []) + part.get("lists", []):
            common = {
                "id": one["id"],
                "role": one.get("role", one["id"]),
                "cue": one.get("cue", "none"),
                "fields": tuple(one.get("fields", ["title", "abstract"])),
            }
            if "file" in one:
                names = list(_names(os.path.join(os.path.dirname(file), one["file"])))
                plugin.lists.append(NameList(names=names, **common))
            else:
                regex = _put_in(one["regex"], pieces)
                is_caseless = one.get("case") == "any"
                plugin.patterns.append(Pattern(regex=regex, is_caseless=is_caseless, **common))
    return plugin


def read_plugins(folder):
    """The extractors that are declared in the folders of `folder`, by name."""
    plugins = []
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.yaml"))):
        declaration = _read(path)
        if declaration.get("kind") == "extractor":
            plugins.append(_plugin(path, declaration))
    return sorted(plugins)


# ---- PCRE2's patterns as Python's ----

# A regular expression, cut at what matters here; a class is taken whole, for parentheses stand in it.
_TOKEN = re.compile(
    r"""(?P<point>\\x\{[0-9A-Fa-f]+\})|\\.|(?P<set>\[\^?\]?(?:\\x\{[0-9A-Fa-f]+\}|\\.|[^\]\\])*\])"""
    r"""|(?P<open>\((?:\?(?:<?[=!]|P?<\w+>|>|[a-z]*:|[|]))?)|(?P<close>\))|(?P<or>\|)|.""",
    re.S,
)
# What `re` would take in another meaning, or not at all.
_UNKNOWN = re.compile(
    r"\\[KRXGhHNpPQEgkvV]|\[:\^?[a-z]+:\]|\(\?(?:[|R&0-9+-]|P[=>]|[a-zA-Z]+\)|\()|\(\*|\\c"
)


def _point(token):
    """\\x{AD} as Python spells it."""
    return re.sub(
        r"\\x\{([0-9A-Fa-f]+)\}", lambda digits: "\\U%08x" % int(digits.group(1), 16), token
    )


def _has_fixed_width(alternatives):
    try:
        re.compile("(?<=%s)" % "|".join(alternatives))
    except re.error:
        return False
    return True


def _look_behind(opening, alternatives):
    """`re` wants all alternatives of a look-behind equally wide; apart they may differ."""
    if _has_fixed_width(alternatives):
        return opening + "|".join(alternatives) + ")"
    if opening == "(?<!":
        return "".join("(?<!%s)" % one for one in alternatives)
    return "(?:%s)" % "|".join("(?<=%s)" % one for one in alternatives)


def to_python(regex):
    """The pattern for Python's re.compile with re.ASCII; ValueError where it has no such pattern."""
    unknown = _UNKNOWN.search(re.sub(r"\\\\", "", regex))
    if unknown:
        raise ValueError("'%s' has no counterpart in re" % unknown.group())
    groups = [("", [""])]  # of each open group its opening and its alternatives so far
    named = set()
    for token in _TOKEN.finditer(regex):
        text = token.group()
        if token.lastgroup == "open":
            name = re.match(r"\(\?P?<(\w+)>", text)
            if name:  # a group of a second name is not read by anyone here
                text = "(" if name.group(1) in named else "(?P<%s>" % name.group(1)
                named.add(name.group(1))
            groups.append((text, [""]))
        elif token.lastgroup == "close":
            opening, alternatives = groups.pop()
            whole = "|".join(alternatives)
            is_behind = opening in ("(?<=", "(?<!")
            groups[-1][1][-1] += (
                _look_behind(opening, alternatives) if is_behind else opening + whole + ")"
            )
        elif token.lastgroup == "or":
            groups[-1][1].append("")
        else:
            groups[-1][1][-1] += _point(text)
    return "|".join(groups[0][1])


def compile_python(pattern):
    """The pattern compiled; ValueError with the reason where `re` does not take it."""
    flags = re.ASCII | (re.IGNORECASE if pattern.is_caseless else 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # [[ and -- are plain signs to PCRE2 too
            return re.compile(to_python(pattern.regex), flags)
    except re.error as error:
        raise ValueError(str(error)) from error
