#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The JSON Schemas for editors say what the program takes: the same keys, and every file of the tree.
# shellcheck disable=SC2154 # program.bash and bats set variables
load program

# The keys that the program knows, out of its message about one that it does not.
known_keys() {
    sed -n "s/.*unknown key 'zzzzzzzz'.*known are //p" <<<"$output" | tr -d ' ' | tr , '\n' | sort
}

# The properties of a JSON Schema's map, or of those of its definitions that are named.
properties() {
    python3 -c '
import json, sys
schema = json.load(open(sys.argv[1]))
parts = [schema["definitions"][name] for name in sys.argv[2:]] or [schema]
print("\n".join(sorted({key for part in parts for key in part["properties"]})))' \
        "$top/schemas/json/$1" "${@:2}"
}

@test "the run declaration's keys" {
    echo 'zzzzzzzz: 1' >run.yaml
    ends_with 2 lapidary run --config run.yaml
    diff <(properties run.schema.json) <(known_keys)
}

@test "a declaration's keys" {
    mkdir -p mine/own
    echo 'zzzzzzzz: 1' >mine/own/own.yaml
    ends_with 2 lapidary list --plugin-path mine
    diff <(properties declaration.schema.json extractor reader) <(known_keys)
}

@test "every declaration, schema and name list is valid" {
    python3 -c 'import jsonschema, yaml' 2>/dev/null || skip "python3-jsonschema is not installed"
    cd "$top"
    python3 - <<'PYTHON'
import glob, json, jsonschema, os, yaml

def check(kind, files):
    schema = json.load(open("schemas/json/%s.schema.json" % kind))
    assert files, kind
    for file in files:
        jsonschema.validate(yaml.safe_load(open(file, encoding="utf-8")), schema)

declarations, names = [], []
for file in glob.glob("plugins/*/*.yaml") + glob.glob("docs/plugins/*/*.yaml"):
    folder, name = os.path.split(file)
    with open(file, encoding="utf-8") as stream:
        keys = yaml.safe_load(stream).keys()
    if "plugin" in keys:
        declarations.append(file)
    elif not keys & {"patterns", "lists", "define", "table"}:
        names.append(file)
check("declaration", declarations)
check("names", names)
check("schema", [f for f in glob.glob("schemas/*.yaml")])
PYTHON
}

# is_valid SCHEMA FILE: a YAML file is what a schema of schemas/json asks for
is_valid() {
    python3 -c '
import json, jsonschema, sys, yaml
schema = json.load(open(sys.argv[1]))
sys.exit(not jsonschema.Draft7Validator(schema).is_valid(yaml.safe_load(open(sys.argv[2]))))' \
        "$top/schemas/json/$1.schema.json" "$2"
}

@test "a limit of the run declaration is as large as the program takes it" {
    python3 -c 'import jsonschema, yaml' 2>/dev/null || skip "python3-jsonschema is not installed"
    echo 'It is 2x faster.' >in.txt
    for limit in workers:1024 workers:1025 time-limit:86400 time-limit:86401 row-limit:4294967295 \
        row-limit:4294967296 fault-limit:4294967295 fault-limit:4294967296 match-limit:4294967296 \
        memory-limit:1048575 memory-limit:1152921504606846976 memory-limit:1152921504606846977; do
        # An output that cannot be made: the declaration is right where that is what is told.
        printf 'inputs: [in.txt]\noutput: in.txt\n%s: %s\n' "${limit%:*}" "${limit#*:}" >run.yaml
        status=0
        lapidary run --config run.yaml >told 2>&1 || status=$?
        if is_valid run run.yaml; then [ "$status" -ne 2 ]; else [ "$status" -eq 2 ]; fi ||
            { echo "$limit: $status, $(cat told)"; return 1; }
    done
}

@test "a value that says nothing is refused by the schema as by the program" {
    python3 -c 'import jsonschema, yaml' 2>/dev/null || skip "python3-jsonschema is not installed"
    mkdir mine
    cp -r "$top/docs/plugins/licenses" mine/
    sed -i 's/^  license: .*/  license: {}/' mine/licenses/licenses.yaml
    grep -qxF '  license: {}' mine/licenses/licenses.yaml
    ends_with 2 lapidary test --plugin-path mine licenses
    is_valid declaration "$top/docs/plugins/licenses/licenses.yaml"
    if is_valid declaration mine/licenses/licenses.yaml; then false; fi
}
