# What one does often. `just` lists these.

default:
    @just --list

# Start with the sample in ./colophon-data
run:
    cargo run

# All tests, on SQLite and, where it is installed, PostgreSQL
test:
    cargo test --workspace

# What the gate checks before the tests
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Write schema.graphql anew
schema:
    cargo run --quiet -- schema > schema.graphql

# Accept changed snapshots (read them first: `git diff`)
snapshots:
    INSTA_UPDATE=always cargo test --test it goldens

# The playground alone, with reloading; needs a server on 127.0.0.1:8080
web:
    cd web && npm ci --ignore-scripts && npx vite playground

# What the gate checks of the scripts below web/
web-check:
    .ci/fast web

# Write the types of answers anew, after a change of schema.graphql or of a document below web/
web-types:
    cd web/checks && npm ci --ignore-scripts && npm run types

# Licences, sources and bans of packages, as the gate checks them
deny:
    .ci/fast deny

# Dependencies that nothing uses, as the gate looks for them
machete:
    .ci/fast machete

# Records to try with: `just generate 100000 > records.jsonl`
generate count:
    @cargo run --quiet --release -p colophon-bench -- generate --resources {{count}}

# Compare with other servers, from nothing to tables and pictures: `just compare 10000 100000`
compare *sizes:
    bench/run {{sizes}}

# The quick part of the gate
fast:
    .ci/fast

# The whole gate
ci:
    .ci/full
