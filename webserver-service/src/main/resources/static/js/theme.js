// Light or dark: the system's until somebody chooses.

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** Fires "change" when the colours are other ones. */
export class Theme extends EventTarget {
  #memory;
  #button;

  /**
   * @param {import('./memory.js').Memory} memory
   * @param {HTMLButtonElement} button pressed when dark
   */
  constructor(memory, button) {
    super();
    this.#memory = memory;
    this.#button = button;
    button.addEventListener('click', () => this.#choose(this.isDark() ? 'light' : 'dark'));
    DARK.addEventListener('change', () => this.#show());
    this.#show();
  }

  isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen === 'auto' ? DARK.matches : chosen === 'dark';
  }

  #choose(theme) {
    this.#memory.set('theme', theme);
    document.documentElement.dataset.theme = theme;
    this.#show();
  }

  #show() {
    this.#button.setAttribute('aria-pressed', String(this.isDark()));
    this.#button.title = this.isDark() ? 'Light colours' : 'Dark colours';
    this.dispatchEvent(new Event('change'));
  }
}
