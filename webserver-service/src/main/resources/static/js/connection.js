// The WebSocket: connects, detects silence, reconnects. Matches replies by ref.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const SILENCE_MS = 20_000;
const PONG_TIMEOUT_MS = 8_000;
const HANDSHAKE_MS = 15_000;
// The server takes 50 commands a second.
const BETWEEN_COMMANDS_MS = 25;
const RESUMED_ELSEWHERE = 4001;
const CREDENTIAL_ENDED = 4401;

/**
 * Its state is "connecting", "live", "waiting" (for `retryAt`, in ms), "parked" or
 * "signed-out".
 * Fires "state", and "message" with a server's message that answers no command.
 */
export class Connection extends EventTarget {
  state = 'connecting';
  retryAt = 0;
  #url;
  #socket = null;
  #failures = 0;
  #timer;
  #lastHeard = 0;
  #nextSend = 0;
  #refs = 0;
  #asked = new Map();

  constructor(url) {
    super();
    this.#url = url;
    setInterval(() => this.#listen(), SILENCE_MS / 2);
    addEventListener('online', () => this.check());
    addEventListener('pageshow', () => this.check());
    document.addEventListener('visibilitychange', () => document.hidden || this.check());
  }

  /** Connects immediately. */
  connect() {
    clearTimeout(this.#timer);
    this.#forget();
    this.#become('connecting');
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    socket.onclose = (event) => this.#lost(event.code);
    this.#timer = setTimeout(() => this.#lost(0), HANDSHAKE_MS);
  }

  /** Called once the session is resumed: resets the back-off. */
  settled() {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#become('live');
  }

  /** Disconnects and stays so until the next connect(). */
  park() {
    clearTimeout(this.#timer);
    this.#forget();
    this.#become('parked');
  }

  /** Drops this socket and reconnects. */
  drop() {
    this.#lost(0);
  }

  /** Wakes up, as after sleep: a waiting connection tries at once, a live one shows that it is. */
  check() {
    if (this.state === 'waiting') {
      this.connect();
    } else if (this.state === 'live') {
      this.#ping(PONG_TIMEOUT_MS / 2);
    }
  }

  /**
   * Sends a command.
   * @returns {Promise<Object>} the answer; rejected with an error message of the server, or with
   *     code "offline" if not sent, "lost" if the outcome is unknown
   */
  request(command) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject({ code: 'offline', message: 'no connection' });
    }
    const ref = String(++this.#refs);
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      this.#asked.set(ref, { resolve, reject });
      const now = performance.now();
      const at = Math.max(now, this.#nextSend);
      this.#nextSend = at + BETWEEN_COMMANDS_MS;
      const send = () => socket === this.#socket && socket.send(JSON.stringify({ ...command, ref }));
      at === now ? send() : setTimeout(send, at - now);
    });
  }

  #heard(message) {
    this.#lastHeard = performance.now();
    const asked = this.#asked.get(message.ref);
    if (!asked) {
      this.dispatchEvent(new CustomEvent('message', { detail: message }));
      return;
    }
    this.#asked.delete(message.ref);
    message.type === 'error' ? asked.reject(message) : asked.resolve(message);
  }

  // Browsers answer pings without notifying scripts, so silence proves nothing.
  #listen() {
    if (this.state === 'live' && performance.now() - this.#lastHeard > SILENCE_MS) {
      this.#ping(PONG_TIMEOUT_MS);
    }
  }

  #ping(timeout) {
    const socket = this.#socket;
    const before = this.#lastHeard;
    this.request({ type: 'ping' }).catch(() => {});
    setTimeout(() => socket === this.#socket && this.#lastHeard === before && this.#lost(0), timeout);
  }

  #lost(code) {
    clearTimeout(this.#timer);
    this.#forget();
    if (code === RESUMED_ELSEWHERE || code === CREDENTIAL_ENDED) {
      this.#become(code === RESUMED_ELSEWHERE ? 'parked' : 'signed-out');
      return;
    }
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures++);
    const delay = longest * (0.5 + Math.random() / 2);
    this.retryAt = Date.now() + delay;
    this.#timer = setTimeout(() => this.connect(), delay);
    this.#become('waiting');
  }

  #forget() {
    if (this.#socket) {
      this.#socket.onmessage = this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    asked.forEach(({ reject }) => reject({ code: 'lost', message: 'the connection was lost' }));
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}
