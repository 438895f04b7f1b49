#!/bin/sh
# Builds the local container image that the store suite runs PostgreSQL in, for machines that reach a Debian mirror but no container
# registry. Does nothing when the image exists. The root file system is kept under ~/.cache, so that a second build needs no network.
# Needs: root, docker, debootstrap. Then: CLOUD_TEST_POSTGRES_IMAGE=cloud-test-postgres dotnet run --project tests/Persistence.Tests
set -eu

image="${1:-cloud-test-postgres}"
suite="${CLOUD_TEST_POSTGRES_SUITE:-bookworm}"
# The mirror this machine already uses; where apt does not say, debootstrap knows its own.
mirror="${CLOUD_TEST_POSTGRES_MIRROR:-$(apt-get indextargets --format '$(SITE)' "Codename: $suite" 2>/dev/null | head -n 1)}"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/cloud"
tarball="$cache/postgres-root-$suite.tar"

if docker image inspect "$image" >/dev/null 2>&1; then
    echo "Image $image exists."
    exit 0
fi

if [ ! -f "$tarball" ]; then
    mkdir -p "$cache"
    work="$(mktemp -d)"
    trap 'rm -rf "${work:-}"' EXIT
    debootstrap --variant=minbase --include=postgresql "$suite" "$work/root" ${mirror:+"$mirror"}
    # What the server does not need: the cluster made by the package, package caches, documentation.
    rm -rf "$work"/root/var/lib/postgresql/*/main "$work"/root/etc/postgresql/*/main \
        "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/* "$work"/root/usr/share/doc/* "$work"/root/usr/share/man/* \
        "$work"/root/usr/share/locale/*
    tar -C "$work/root" -cf "$tarball.new" .
    mv "$tarball.new" "$tarball"
fi

# The entry point is added last, so that a change of it needs no new root file system (but `docker rmi` of the old image).
layer="$(mktemp -d)"
trap 'rm -rf "${work:-}" "$layer"' EXIT
install -D -m 0755 "$(dirname "$0")/postgres-entrypoint.sh" "$layer/usr/local/bin/postgres-entrypoint"
cp "$tarball" "$layer.tar"
trap 'rm -rf "${work:-}" "$layer" "$layer.tar"' EXIT
tar -C "$layer" --owner=0 --group=0 -rf "$layer.tar" ./usr/local/bin/postgres-entrypoint

docker import --change 'ENTRYPOINT ["/usr/local/bin/postgres-entrypoint"]' --change 'EXPOSE 5432' "$layer.tar" "$image" >/dev/null
echo "Image $image is built."
