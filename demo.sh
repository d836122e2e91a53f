#!/bin/sh
# What `make demo` shows: the five plans of corpus/, from files to answers, in an archive of its own.
set -eu
archive=$(mktemp -d)
trap 'rm -rf "$archive"' EXIT
export CANCU_ARCHIVE="$archive/kho"

show() {
    printf '\n\033[1m$ cancu'
    for word in "$@"; do case $word in *\ *) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\033[0m\n'
    cancu "$@"
}

show ingest corpus/plans corpus/typeset/00[04]* corpus/scans
show search doi moi to chuc cong doan
show show 39khcdyt
show trace 39/KH-CĐYT --up --depth 2
show duplicates
show duplicates corpus/scans/004_e3676574614cde31.pdf
show targets 11/KH-LĐLĐ
show status
