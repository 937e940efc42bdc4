// Notices when a person looks at something: it is on the screen of a page in front for a while.

const LOOK_MS = 1500;

export class Attention {
  isInSight = false;
  #node;
  #onLook;
  #timer = null;

  /**
   * @param {HTMLElement} node what is looked at
   * @param {() => void} onLook
   */
  constructor(node, onLook) {
    this.#node = node;
    this.#onLook = onLook;
    new IntersectionObserver((entries) => {
      this.isInSight = entries.at(-1).isIntersecting;
      this.again();
    }).observe(node);
    document.addEventListener('visibilitychange', () => this.again());
  }

  /** Something new may be there. */
  again() {
    if (!this.isInSight || document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = null;
    } else {
      this.#timer ??= setTimeout(() => this.#looked(), LOOK_MS);
    }
  }

  /** Brings it into sight. */
  show() {
    this.#node.scrollIntoView({ block: 'center' });
    this.#node.focus({ preventScroll: true });
  }

  #looked() {
    this.#timer = null;
    this.#onLook();
  }
}
