"""Prints a line for every crossing: python3 watch.py [url] [symbol] [threshold]

Needs Python 3.10 and the package websockets (pip install websockets).
"""

import asyncio
import json
import random
import sys

import websockets

DEFAULTS = ["ws://localhost:8000/ws", "btcusdt", "65000"]
GIVEN = sys.argv[1:]
URL, SYMBOL, THRESHOLD = GIVEN + DEFAULTS[len(GIVEN):]


class Watch:
    token = None  # the resume token, kept across sockets
    last = None  # the last processed notification
    delay = 0.5

    async def run(self):
        while True:
            try:
                # The package answers the server's pings, and sends its own to notice a dead network.
                async with websockets.connect(URL) as socket:
                    await self.talk(socket)
            except websockets.exceptions.ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code == 4001:
                    sys.exit("This connection was resumed elsewhere.")
            except (OSError, EOFError, websockets.exceptions.WebSocketException):
                pass
            await asyncio.sleep(self.delay * random.uniform(0.5, 1.5))
            self.delay = min(self.delay * 2, 30)

    async def talk(self, socket):
        async def say(**command):
            await socket.send(json.dumps(command))

        async def subscribe():
            # Subscribing again is idempotent: the reply is the existing subscription.
            await say(type="subscribe", symbol=SYMBOL, threshold=THRESHOLD, condition="cross")

        fresh = None
        async for frame in socket:
            message = json.loads(frame)
            match message["type"]:
                case "welcome":
                    fresh = message["resume_token"]
                    if self.token:
                        await say(type="resume", token=self.token, last_notification_id=self.last)
                    else:
                        self.token = fresh
                        await subscribe()
                case "resumed":
                    print("Connected again.", file=sys.stderr)
                    if not message["recovered"]:
                        print("Some notifications are no longer stored.", file=sys.stderr)
                    await subscribe()
                case "subscribed":
                    self.delay = 0.5
                case "active":
                    print(f"Watching {SYMBOL} at {THRESHOLD}. Ctrl-C ends it.", file=sys.stderr)
                case "notification":
                    print(message["message"], flush=True)
                    self.last = message["id"]
                case "error" if message["code"] == "invalid_token":
                    # Resume window expired: start over.
                    self.token, self.last = fresh, None
                    await subscribe()
                case "error" if message["code"] == "unavailable":
                    return
                case "error":
                    sys.exit(message["message"])


try:
    asyncio.run(Watch().run())
except KeyboardInterrupt:
    sys.exit(130)
