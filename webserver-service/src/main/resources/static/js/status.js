// Connection status display.

import { byId, element, write } from './element.js';

const TEXT = { connecting: 'Connecting', live: 'Live', waiting: 'Offline', parked: 'In another tab' };

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

  /** A lasting line above everything, or with null its end. */
  banner(kind, nodes) {
    this.#shown.get(kind)?.remove();
    this.#shown.delete(kind);
    if (nodes) {
      const node = element('div', { class: 'banner', 'data-kind': kind }, ...nodes);
      this.#shown.set(kind, node);
      byId('banners').append(node);
    }
  }

  #show() {
    const { state } = this.#connection;
    byId('connection').dataset.state = state;
    document.body.dataset.connection = state;
    write(byId('connection-text'), TEXT[state]);
    this.#showElsewhere(state === 'parked');
    if (state === 'live' || state === 'parked') {
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

  #offline() {
    return [
      element('p', {}, element('strong', {}, 'No connection.'), ' Your alerts go on at the server, and what they see is shown here once the connection is back. ', element('span', { id: 'retry', 'aria-hidden': 'true' })),
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
