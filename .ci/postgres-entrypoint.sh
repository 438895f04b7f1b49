#!/bin/sh
# Starts PostgreSQL the way the official image does as far as Testcontainers relies on it: POSTGRES_USER, POSTGRES_PASSWORD and
# POSTGRES_DB name what is created, arguments are the server's options, and TCP answers only when all of that is done.
set -eu

user="${POSTGRES_USER:-postgres}"
password="${POSTGRES_PASSWORD:?must be set}"
database="${POSTGRES_DB:-$user}"
bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
data=/var/lib/postgresql/data
ln -sf "$bin/pg_isready" "$bin/psql" /usr/local/bin/

[ "${1:-}" = postgres ] && shift

if [ ! -f "$data/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 0700 "$data"
    install -d -o postgres -g postgres /var/run/postgresql
    printf '%s' "$password" > /tmp/password
    chown postgres /tmp/password
    setpriv --reuid=postgres --regid=postgres --init-groups \
        "$bin/initdb" --pgdata="$data" --username="$user" --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust \
        --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    rm /tmp/password
    echo "host all all all scram-sha-256" >> "$data/pg_hba.conf"
    if [ "$database" != postgres ]; then
        echo "create database \"$database\"" | setpriv --reuid=postgres --regid=postgres --init-groups \
            "$bin/postgres" --single -D "$data" postgres >/dev/null
    fi
fi

exec setpriv --reuid=postgres --regid=postgres --init-groups "$bin/postgres" -D "$data" -c listen_addresses='*' "$@"
