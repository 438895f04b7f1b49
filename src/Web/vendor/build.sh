#!/bin/sh
# Bundles the portal's browser libraries into wwwroot/lib. The results are committed, so that a build needs no Node.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent
npx --no-install esbuild node_modules/uplot/dist/uPlot.esm.js --minify --format=esm --target=es2022 --legal-comments=inline --outfile=../wwwroot/lib/uplot.js
{ cat node_modules/uplot/dist/uPlot.min.css; echo; } > ../wwwroot/lib/uplot.css
cp node_modules/uplot/LICENSE ../wwwroot/lib/uplot.LICENSE.txt
