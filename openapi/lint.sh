#!/bin/sh
# Lints the golden OpenAPI document with Spectral's recommended rules; any finding fails.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent
npx --no-install spectral lint cloud-v1.json --ruleset .spectral.yaml --fail-severity=hint "$@"
