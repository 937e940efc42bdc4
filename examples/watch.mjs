// Prints a line for every crossing: node watch.mjs [url] [symbol] [threshold]
// Needs nothing but Node 22, or Node 20.10 with --experimental-websocket. Browsers, Deno and Bun
// have the same WebSocket.

const given = process.argv.slice(2);
const [url = 'ws://localhost:8000/ws', symbol = 'btcusdt', threshold = '65000'] = given;

let token; // the resume token, kept across sockets
let last; // the last processed notification
let delay = 500;

function connect() {
  const socket = new WebSocket(url);
  const say = (command) => socket.send(JSON.stringify(command));
  let heard = Date.now();
  let fresh;

  // Subscribing again is idempotent: the reply is the existing subscription.
  const subscribe = () => say({ type: 'subscribe', symbol, threshold, condition: 'cross' });

  function resumeOrSubscribe() {
    if (token) {
      say({ type: 'resume', token, last_notification_id: last });
    } else {
      token = fresh;
      subscribe();
    }
  }

  function refused({ code, message }) {
    if (code === 'invalid_token') {
      // Resume window expired: start over.
      token = fresh;
      last = undefined;
      subscribe();
    } else if (code === 'unavailable') {
      socket.close();
    } else {
      console.error(message);
      process.exit(1);
    }
  }

  socket.onmessage = ({ data }) => {
    heard = Date.now();
    const message = JSON.parse(data);
    switch (message.type) {
      case 'welcome':
        fresh = message.resume_token;
        return resumeOrSubscribe();
      case 'resumed':
        console.error('Connected again.');
        if (!message.recovered) console.error('Some notifications are no longer stored.');
        return subscribe();
      case 'subscribed':
        delay = 500;
        return;
      case 'active':
        return console.error(`Watching ${symbol} at ${threshold}. Ctrl-C ends it.`);
      case 'notification':
        console.log(message.message);
        last = message.id;
        return;
      case 'error':
        return refused(message);
    }
  };

  // Scripts cannot see the server's pings, so a dead connection is detected by sending one.
  const pulse = setInterval(() => {
    if (Date.now() - heard > 60_000) again({});
    else if (socket.readyState === WebSocket.OPEN) say({ type: 'ping' });
  }, 20_000);

  function again({ code }) {
    socket.onmessage = socket.onclose = socket.onerror = null;
    clearInterval(pulse);
    socket.close();
    if (code === 4001) {
      console.error('This connection was resumed elsewhere.');
      process.exit(1);
    }
    setTimeout(connect, delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, 30_000);
  }
  socket.onclose = again;
  socket.onerror = again;
}

connect();
