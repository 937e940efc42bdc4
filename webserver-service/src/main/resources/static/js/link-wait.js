// The link that a person opens to confirm a chat, and the wait until that has happened.

import { element } from './element.js';

const LOOK_MS = 2_000;
/** Then the list is enough, which is refreshed more rarely. */
const LONGEST_MS = 15 * 60_000;

export class LinkWait {
  #timer;
  #open;

  /**
   * @param {string} id of the destination
   * @param {string} link with the code, which works once
   * @param {() => Promise<void>} look whether it is confirmed
   */
  constructor(id, link, look) {
    this.id = id;
    this.#open = element('a', { class: 'open-link', href: link, target: '_blank', rel: 'noopener noreferrer' }, 'Open Telegram');
    const group = element('a', { href: link.replace('?start=', '?startgroup='), target: '_blank', rel: 'noopener noreferrer' }, 'choose a group');
    this.nodes = [
      element('p', {}, element('strong', {}, 'Open the chat and press Start.'), ' The link works once, for 24 hours.'),
      element('p', {}, this.#open, ' or ', group),
      element('p', { class: 'hint' }, 'Waiting until the chat is linked …'),
    ];
    const begun = Date.now();
    this.#timer = setInterval(() => {
      if (Date.now() - begun > LONGEST_MS) {
        this.end();
      } else if (!document.hidden) {
        look().catch(() => {});
      }
    }, LOOK_MS);
  }

  focus() {
    this.#open.focus();
  }

  end() {
    clearInterval(this.#timer);
  }
}
