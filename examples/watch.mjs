// Prints a line for every crossing: node watch.mjs [url] [symbol] [threshold]
// Needs nothing but Node 22, or Node 20.10 with --experimental-websocket. Browsers, Deno and Bun
// have the same WebSocket. COINPANEL_KEY is an API key; without one the client is anonymous.

const given = process.argv.slice(2);
const [url = 'ws://localhost:8000/ws', symbol = 'btcusdt', threshold = '65000'] = given;

const key = process.env.COINPANEL_KEY;

let token; // the resume token of an anonymous client, kept across sockets
let last; // the last processed notification
let own; // the id of the alert
let announced = false;
let delay = 500;

function connect() {
  const socket = new WebSocket(url);
  const say = (command) => socket.send(JSON.stringify(command));
  let heard = Date.now();
  let fresh;

  // Subscribing again is idempotent: the reply is the existing subscription.
  const subscribe = () => 
    say({ type: 'subscribe', ref: 'own', symbol, threshold, condition: 'cross' });

  function resumeOrSubscribe() {
    if (token) {
      say({ type: 'resume', token, last_notification_id: last });
    } else {
      token = fresh;
      subscribe();
    }
  }

  // An account resumes by the last notification alone.
  function resumeOrSubscribeAsAccount() {
    if (own) {
      say({ type: 'resume', last_notification_id: last });
    } else {
      subscribe();
    }
  }

  // It is active at once if it existed; otherwise a message says when.
  function subscribed({ ref, subscription: { id, status } }) {
    if (!ref) return; // another client of the account
    delay = 500;
    own = id;
    if (status === 'active') active(id);
  }

  function active(id) {
    if (id !== own || announced) return;
    announced = true;
    console.error(`Watching ${symbol} at ${threshold}. Ctrl-C ends it.`);
  }

  function refused({ code, message }) {
    if (code === 'invalid_token' && !key) {
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
        return key ? say({ type: 'authenticate', token: key }) : resumeOrSubscribe();
      case 'authenticated':
        return resumeOrSubscribeAsAccount();
      case 'resumed':
        console.error('Reconnected.');
        if (!message.recovered) console.error('Some notifications are no longer stored.');
        return subscribe();
      case 'subscribed':
        return subscribed(message);
      case 'active':
        return active(message.subscription_id);
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
    if (code === 4401) {
      console.error('The key has ended.');
      process.exit(1);
    }
    setTimeout(connect, delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, 30_000);
  }
  socket.onclose = again;
  socket.onerror = again;
}

connect();
