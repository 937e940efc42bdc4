// Runs an action at most once per animation frame.

/** A hidden page has no frames. */
const HIDDEN_MS = 200;

export class OncePerFrame {
  #action;
  #wanted = false;

  /** @param {() => void} action done before the page is hidden or left, too */
  constructor(action) {
    this.#action = action;
    document.addEventListener('visibilitychange', () => this.now());
    addEventListener('pagehide', () => this.now());
  }

  /** With the next frame. */
  soon() {
    if (this.#wanted) {
      return;
    }
    this.#wanted = true;
    if (document.hidden) {
      setTimeout(() => this.now(), HIDDEN_MS);
    } else {
      requestAnimationFrame(() => this.now());
    }
  }

  /** At once, if it is wanted at all. */
  now() {
    if (this.#wanted) {
      this.#wanted = false;
      this.#action();
    }
  }
}
