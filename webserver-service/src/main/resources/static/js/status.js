// Connection status display.

import { byId, element, write } from './element.js';

const TEXT = { connecting: 'Connecting', live: 'Live', waiting: 'Offline', parked: 'In another tab', 'signed-out': 'Signed out' };

export class Status {
  #connection;
  #shown = new Map();

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {() => void} onUseHere
   */
  constructor(connection, onUseHere) {
    this.#connection = connection;
    connection.addEventListener('state', () => this.#show());
    byId('use-here').addEventListener('click', onUseHere);
    byId('elsewhere').addEventListener('cancel', (event) => event.preventDefault());
    setInterval(() => this.#count(), 500);
    this.#show();
  }

  /** A lasting line above everything, or with null its end. One with the key of another takes its place. */
  banner(key, nodes) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
    if (nodes) {
      const node = element('div', { class: 'banner', 'data-kind': key }, ...nodes);
      this.#shown.set(key, node);
      byId('banners').append(node);
    }
  }

  /**
   * A line that stays until a person has read it.
   * @param {string} key
   * @param {string} title
   * @param {string} text
   * @param {{text: string, act: () => void}} answer the button that ends it
   */
  notice(key, title, text, answer = { text: 'OK', act: () => {} }) {
    const end = () => {
      this.banner(key, null);
      answer.act();
    };
    this.banner(key, [
      element('p', {}, element('strong', {}, title), text),
      element('button', { type: 'button', class: 'secondary', click: end }, answer.text),
    ]);
  }

  #show() {
    const { state } = this.#connection;
    byId('connection').dataset.state = state;
    document.body.dataset.connection = state;
    write(byId('connection-text'), TEXT[state]);
    this.#showElsewhere(state === 'parked');
    this.banner('signed-out', state === 'signed-out' ? this.#signedOut() : null);
    if (state === 'live' || state === 'parked' || state === 'signed-out') {
      this.banner('offline', null);
    } else if (state === 'waiting' && !this.#shown.has('offline')) {
      this.banner('offline', this.#offline());
    }
    this.#count();
  }

  #showElsewhere(parked) {
    const dialog = byId('elsewhere');
    if (parked && !dialog.open) {
      dialog.showModal();
    } else if (!parked && dialog.open) {
      dialog.close();
    }
  }

  #signedOut() {
    return [
      element('p', {}, element('strong', {}, 'You are signed out.'), ' Your alerts stay active on the server, but this page no longer shows them.'),
      element('a', { class: 'button', href: '/sign-in' }, 'Sign in'),
    ];
  }

  #offline() {
    return [
      element('p', {}, element('strong', {}, 'No connection.'), ' Your alerts stay active on the server, and their notifications appear here once the connection is back. ', element('span', { id: 'retry', 'aria-hidden': 'true' })),
      element('button', { type: 'button', class: 'secondary', click: () => this.#connection.connect() }, 'Try now'),
    ];
  }

  #count() {
    const retry = byId('retry');
    if (!retry) {
      return;
    }
    const seconds = Math.max(1, Math.ceil((this.#connection.retryAt - Date.now()) / 1000));
    write(retry, this.#connection.state === 'waiting' ? `Trying again in ${seconds} s.` : 'Trying again …');
  }
}
