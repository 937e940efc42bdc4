// The section of the account's destinations: the list, and adding one.

import { DestinationForm } from './destination-form.js';
import { DestinationRow } from './destination-row.js';
import { awaitsMail, destinationName, KINDS } from './destination-words.js';
import { byId, element } from './element.js';
import { LinkWait } from './link-wait.js';
import { button, shownOnce } from './shown-once.js';
import { time } from './words.js';

/** How long the secret before signs too. */
const OLD_SECRET_MS = 86_400_000;

export class DestinationList {
  #place = byId('destinations');
  #list = byId('destination-list');
  #kinds = byId('destination-kinds');
  #added = byId('destination-added');
  #title = byId('destinations-title');
  #destinations;
  #rows = new Map();
  #form = null;
  #wait = null;

  /** @param {import('./destinations.js').Destinations} destinations */
  constructor(destinations) {
    this.#destinations = destinations;
    this.#kinds.append(...KINDS.map((kind) => {
      const choose = element('button', { type: 'button', class: 'secondary', 'data-kind': kind.kind, 'aria-expanded': 'false', click: () => this.#choose(kind, choose) }, kind.label);
      return choose;
    }));
    destinations.addEventListener('change', () => this.#show());
  }

  #show() {
    const all = this.#destinations.all();
    this.#place.hidden = !this.#destinations.allowed;
    [...this.#kinds.children].forEach((one) => {
      one.hidden = !this.#destinations.kinds.includes(one.dataset.kind);
    });
    byId('destinations-empty').hidden = all.length > 0;
    if (!this.#destinations.allowed) {
      this.#close();
      this.#clearAdded();
    }
    const ids = new Set(all.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.node.remove();
        this.#rows.delete(id);
        this.#forgetAdded(id);
      }
    }
    all.forEach((destination) => this.#row(destination).update(destination));
    const linked = all.find(({ id, status }) => id === this.#wait?.id && status !== 'unconfirmed');
    if (linked) {
      this.#reveal(linked);
    }
  }

  #row(destination) {
    let row = this.#rows.get(destination.id);
    if (!row) {
      row = new DestinationRow(destination, this.#destinations, {
        onDeleted: () => this.#title.focus(),
        onInvited: (invited) => this.#reveal(invited),
        onRotated: (rotated) => this.#revealSecret(rotated),
      });
      this.#rows.set(destination.id, row);
      this.#list.append(row.node);
    }
    return row;
  }

  #choose(kind, chosen) {
    const isOpen = chosen.getAttribute('aria-expanded') === 'true';
    this.#close();
    if (isOpen) {
      return;
    }
    chosen.setAttribute('aria-expanded', 'true');
    this.#form = new DestinationForm(kind, {
      onSave: (fields) => this.#add({ kind: kind.kind, ...fields }),
      onClose: () => {
        this.#close();
        chosen.focus();
      },
    });
    this.#kinds.after(this.#form.node);
    this.#form.focus();
  }

  #close() {
    this.#form?.node.remove();
    this.#form = null;
    [...this.#kinds.children].forEach((one) => one.setAttribute('aria-expanded', 'false'));
  }

  async #add(fields) {
    const added = await this.#destinations.add(fields);
    this.#close();
    this.#reveal(added);
  }

  /**
   * A link is to be opened; a secret is shown once; a test shows whether messages arrive, where
   * somebody agreed to them.
   */
  #reveal(added) {
    const { id, secret, link } = added;
    this.#clearAdded();
    if (link) {
      this.#awaitLinked(id, link);
      return;
    }
    const name = destinationName(added);
    this.#added.dataset.destination = id;
    if (awaitsMail(added)) {
      const done = this.#done();
      this.#added.replaceChildren(
        element('p', {}, element('strong', {}, `A mail is on its way to ${added.address}.`), ' Open its link and press the button there to get alerts.'),
        element('div', { class: 'destination-buttons' }, done),
      );
      done.focus();
      return;
    }
    const test = button('Send a test', ` to ${name}`, () => this.#rows.get(id)?.test());
    if (secret) {
      this.#showSecret(added, 'Copy the secret now.', ' It is not shown again. Your server checks signatures with it.', test);
      return;
    }
    this.#added.replaceChildren(
      element('p', {}, element('strong', {}, `Added “${name}”.`)),
      element('div', { class: 'destination-buttons' }, test, this.#done()),
    );
    test.focus();
  }

  #revealSecret(rotated) {
    const until = time(new Date(Date.now() + OLD_SECRET_MS));
    this.#clearAdded();
    this.#added.dataset.destination = rotated.id;
    this.#showSecret(rotated, 'Copy the new secret now.', ` It is not shown again. The old one is valid for another 24 hours, until ${until}.`);
  }

  #showSecret(destination, what, why, ...buttons) {
    const once = shownOnce(`Secret of ${destinationName(destination)}`, destination.secret);
    this.#added.replaceChildren(
      element('p', {}, element('strong', {}, what), why),
      ...once.nodes,
      element('div', { class: 'destination-buttons' }, ...buttons, this.#done()),
    );
    once.focus();
  }

  #awaitLinked(id, link) {
    this.#wait = new LinkWait(id, link, () => this.#destinations.load());
    this.#added.dataset.destination = id;
    this.#added.replaceChildren(...this.#wait.nodes, element('div', { class: 'destination-buttons' }, this.#done()));
    this.#wait.focus();
  }

  #done() {
    return button('Done', '', () => {
      this.#clearAdded();
      this.#title.focus();
    });
  }

  #clearAdded() {
    this.#wait?.end();
    this.#wait = null;
    this.#added.replaceChildren();
  }

  #forgetAdded(id) {
    if (this.#added.dataset.destination === id) {
      this.#clearAdded();
    }
  }
}
