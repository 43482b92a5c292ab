#!/bin/sh
# The image's one door: the name of a process starts it, anything else goes to the command line. `exec`, so that signals reach Node itself.
set -eu
cd "$(dirname "$0")/../.."
TIERLINE_BUILD=${TIERLINE_BUILD:-$(cat BUILD)}
export TIERLINE_BUILD
case "${1:-all}" in
  ingest | rollup | scoring | live | alerts | snapshots) exec node "services/$1/dist/main.js" ;;
  all) exec node services/all-in-one/dist/main.js start ;;
  *) exec node services/all-in-one/dist/main.js "$@" ;;
esac
