"""Prints a line for every crossing: python3 watch.py [url] [symbol] [threshold]

Needs Python 3.10 and the package websockets (pip install websockets).
COINPANEL_KEY is an API key; without one the client is anonymous.
"""

import asyncio
import json
import os
import random
import sys

import websockets

DEFAULTS = ["ws://localhost:8000/ws", "btcusdt", "65000"]
GIVEN = sys.argv[1:]
URL, SYMBOL, THRESHOLD = GIVEN + DEFAULTS[len(GIVEN):]
KEY = os.environ.get("COINPANEL_KEY")


class Watch:
    token = None  # the resume token of an anonymous client, kept across sockets
    last = None  # the last processed notification
    own = None  # the id of the alert
    announced = False
    delay = 0.5

    async def run(self):
        while True:
            try:
                # The package answers the server's pings, and sends its own to notice a dead network.
                async with websockets.connect(URL) as socket:
                    await self.talk(socket)
            except websockets.exceptions.ConnectionClosed as closed:
                code = closed.rcvd and closed.rcvd.code
                if code == 4001:
                    sys.exit("This connection was resumed elsewhere.")
                if code == 4401:
                    sys.exit("The key has ended.")
            except (OSError, EOFError, websockets.exceptions.WebSocketException):
                pass
            await asyncio.sleep(self.delay * random.uniform(0.5, 1.5))
            self.delay = min(self.delay * 2, 30)

    async def talk(self, socket):
        async def say(**command):
            await socket.send(json.dumps(command))

        async def subscribe():
            # Subscribing again is idempotent: the reply is the existing subscription.
            await say(
                type="subscribe", ref="own", symbol=SYMBOL, threshold=THRESHOLD, condition="cross"
            )

        fresh = None
        async for frame in socket:
            message = json.loads(frame)
            match message["type"]:
                case "welcome" if KEY:
                    await say(type="authenticate", token=KEY)
                case "authenticated" if self.own:
                    # An account resumes by the last notification alone.
                    await say(type="resume", last_notification_id=self.last)
                case "authenticated":
                    await subscribe()
                case "welcome":
                    fresh = message["resume_token"]
                    if self.token:
                        await say(type="resume", token=self.token, last_notification_id=self.last)
                    else:
                        self.token = fresh
                        await subscribe()
                case "resumed":
                    print("Reconnected.", file=sys.stderr)
                    if not message["recovered"]:
                        print("Some notifications are no longer stored.", file=sys.stderr)
                    await subscribe()
                case "subscribed" if "ref" in message:  # else by another client of the account
                    self.delay = 0.5
                    self.own = message["subscription"]["id"]
                    # It is active at once if it existed; otherwise a message says when.
                    if message["subscription"]["status"] == "active":
                        self.active(self.own)
                case "active":
                    self.active(message["subscription_id"])
                case "notification":
                    print(message["message"], flush=True)
                    self.last = message["id"]
                case "error" if message["code"] == "invalid_token" and not KEY:
                    # Resume window expired: start over.
                    self.token, self.last = fresh, None
                    await subscribe()
                case "error" if message["code"] == "unavailable":
                    return
                case "error":
                    sys.exit(message["message"])

    def active(self, id):
        if id == self.own and not self.announced:
            self.announced = True
            print(f"Watching {SYMBOL} at {THRESHOLD}. Ctrl-C ends it.", file=sys.stderr)


try:
    asyncio.run(Watch().run())
except KeyboardInterrupt:
    sys.exit(130)
