#!/bin/sh
# Stands between cargo and rustc for our own crates, so that the fuzzer sees which of their code a file reaches. The flags
# are stable; the libraries keep the form they have in every other build.
exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares
