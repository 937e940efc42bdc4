// Decides which tab owns the session: the last opened one; a closed tab returns it.

const GIVEN_BACK_MS = 1500;

/** Fires "displaced" when another tab took the session, "returned" when that tab is gone. */
export class Tab extends EventTarget {
  #id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  #memory;
  #waiting;

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    super();
    this.#memory = memory;
    memory.onForeignChange('owner', (owner) => this.#changed(owner));
    addEventListener('pagehide', () => this.#release());
  }

  /** From now on the session is this tab's. */
  claim() {
    clearTimeout(this.#waiting);
    this.#memory.set('owner', this.#id);
  }

  /** Whether no other tab has taken the session, although this one may not have heard of it yet. */
  isOwner() {
    return this.#memory.get('owner', this.#id) === this.#id;
  }

  #release() {
    if (this.#memory.get('owner', null) === this.#id) {
      this.#memory.remove('owner');
    }
  }

  #changed(owner) {
    clearTimeout(this.#waiting);
    if (owner !== null && owner !== this.#id) {
      this.dispatchEvent(new Event('displaced'));
    } else if (owner === null) {
      // A reload gives it back too, and takes it again at once.
      this.#waiting = setTimeout(() => this.dispatchEvent(new Event('returned')), GIVEN_BACK_MS);
    }
  }
}
