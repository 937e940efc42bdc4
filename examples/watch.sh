#!/bin/sh
# Creates an alert and prints what fires, with curl alone: REST for the alert, server-sent events for
# the rest. Prints the notifications of all alerts of the account.
#
#   watch.sh [url] [symbol] [threshold]
#
# COINPANEL_KEY is an API key; without one the server must be on this machine and open to it.
set -u
url=${1:-http://localhost:8000}
symbol=${2:-btcusdt}
threshold=${3:-65000}

work=$(mktemp -d)
curl=
trap '[ -z "$curl" ] || kill "$curl" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 0' INT TERM
mkfifo "$work/events"

# An argument would show the key to everybody on this machine.
credential() {
  [ -z "${COINPANEL_KEY:-}" ] || printf 'header = "Authorization: Bearer %s"\n' "$COINPANEL_KEY"
}

# The value of a text field of a JSON object.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# Safe to repeat: the same terms are the same alert.
until answer=$(credential | curl -sS -K - -H 'Content-Type: application/json' -w ' %{http_code}' \
  -d "{\"symbol\":\"$symbol\",\"condition\":\"cross\",\"threshold\":\"$threshold\"}" \
  "$url/api/v1/subscriptions"); do
  sleep 1
done
case $answer in
  *' 200' | *' 201') ;;
  *)
    echo "$answer" | field detail >&2
    exit 1
    ;;
esac

# It is pending until the symbol's trades are watched.
id=$(echo "$answer" | field id)
while
  status=$(credential | curl -sS -K - "$url/api/v1/subscriptions/$id" | field status)
  [ "${status:-pending}" = pending ]
do
  sleep 1
done

greeting="Watching $symbol at $threshold. Ctrl-C ends it."
last=
while :; do
  credential | curl -sSN -K - ${last:+-H "Last-Event-ID: $last"} -o "$work/events" \
    "$url/api/v1/notifications/stream" 2>/dev/null &
  curl=$!
  while IFS= read -r line; do
    case $line in
      :*)
        [ -z "$greeting" ] || echo "$greeting" >&2
        greeting=
        ;;
      'id: '*) id=${line#id: } ;;
      'event: gap') echo 'Some notifications are no longer stored.' >&2 ;;
      'data: {"type":"notification"'*)
        echo "$line" | field message
        # Only what was printed counts as processed.
        last=$id
        ;;
    esac
  done <"$work/events"
  greeting='Reconnected.'
  sleep 1
done
