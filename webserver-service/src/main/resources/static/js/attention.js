// Notices when a person looks at something: it is on the screen of a page in front for a while.

const LOOK_MS = 1500;

export class Attention {
  #onLook;
  #inSight = false;
  #timer = null;

  /**
   * @param {HTMLElement} node what is looked at
   * @param {() => void} onLook
   */
  constructor(node, onLook) {
    this.#onLook = onLook;
    new IntersectionObserver(([entry]) => {
      this.#inSight = entry.isIntersecting;
      this.again();
    }).observe(node);
    document.addEventListener('visibilitychange', () => this.again());
  }

  /** Something new may be there. */
  again() {
    if (!this.#inSight || document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = null;
    } else {
      this.#timer ??= setTimeout(() => this.#looked(), LOOK_MS);
    }
  }

  #looked() {
    this.#timer = null;
    this.#onLook();
  }
}
