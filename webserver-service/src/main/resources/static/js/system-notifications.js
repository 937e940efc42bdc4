// The browser's own notifications, for while the page is in the background. Asked for only when
// somebody clicks, and not offered again to who declined.

export class SystemNotifications {
  #memory;
  #button;
  #ask;

  /**
   * @param {import('./memory.js').Memory} memory
   * @param {{button: HTMLButtonElement, ask: HTMLElement, yes: HTMLElement, no: HTMLElement}} parts
   */
  constructor(memory, { button, ask, yes, no }) {
    this.#memory = memory;
    this.#button = button;
    this.#ask = ask;
    button.addEventListener('click', () => this.#toggle());
    yes.addEventListener('click', () => this.#request());
    no.addEventListener('click', () => this.#decline());
    this.#show();
  }

  /** Offers them, where they can be had and nobody has answered yet. */
  offer() {
    this.#ask.hidden = this.#permission() !== 'default' || this.#memory.get('declined', false);
  }

  /** Shows a notification if enabled and the page is hidden. */
  tell(title, text, tag) {
    if (document.hidden && this.#isOn()) {
      try {
        const note = new Notification(title, { body: text, tag, icon: '/icon.svg' });
        note.addEventListener('click', () => {
          window.focus();
          note.close();
        });
      } catch {
        // Some browsers on phones know the permission but not the call.
      }
    }
  }

  // A page that is not on this machine and not over https has none.
  #permission() {
    return 'Notification' in window && window.isSecureContext ? Notification.permission : 'missing';
  }

  #isOn() {
    return this.#permission() === 'granted' && this.#memory.get('system', false);
  }

  #toggle() {
    if (this.#permission() === 'granted') {
      this.#memory.set('system', !this.#isOn());
      this.#show();
    } else {
      this.#request();
    }
  }

  async #request() {
    this.#ask.hidden = true;
    if (this.#permission() === 'default') {
      this.#memory.set('system', (await Notification.requestPermission()) === 'granted');
    }
    this.#show();
  }

  #decline() {
    this.#memory.set('declined', true);
    this.#ask.hidden = true;
  }

  #show() {
    const permission = this.#permission();
    this.#button.setAttribute('aria-pressed', String(this.#isOn()));
    this.#button.disabled = permission === 'missing' || permission === 'denied';
    this.#button.title = {
      missing: 'Browser notifications need https',
      denied: 'Browser notifications are blocked for this page',
      default: 'Turn browser notifications on',
      granted: this.#isOn() ? 'Browser notifications are on' : 'Browser notifications are off',
    }[permission];
  }
}
