// One destination in the list: what it is, how it is doing, and what can be done with it.

import { AttemptList } from './attempt-list.js';
import { awaitsMail, destinationName, destinationProblem, destinationStatus, kindLabel, outcomeText } from './destination-words.js';
import { element, write } from './element.js';
import { button } from './shown-once.js';

export class DestinationRow {
  #destinations;
  #destination;
  #onDeleted;
  #name = element('strong', {});
  #where = element('span', { class: 'terms' });
  #status = element('span', { class: 'status' });
  #result = element('p', { class: 'hint', role: 'status' });
  #test;
  #again;
  #turn;
  #newLink;
  #delete;
  #parts;

  /**
   * @param {Object} destination
   * @param {import('./destinations.js').Destinations} destinations
   * @param {{onDeleted: () => void, onInvited: (destination: Object) => void}} parts onInvited is
   *     called with another link
   */
  constructor(destination, destinations, { onDeleted, onInvited }) {
    const { id } = destination;
    const about = ` ${destinationName(destination)}`;
    this.#destinations = destinations;
    this.#destination = destination;
    this.#onDeleted = onDeleted;
    this.#test = button('Test', about, () => this.test());
    this.#again = button('Send again', ` the mail to ${destination.address}`, () => this.#invite());
    this.#turn = element('button', { type: 'button', class: 'secondary', click: () => this.#enable() }, '', element('span', { class: 'said' }, about));
    this.#newLink = button('New link', about, () => this.#askAgain(onInvited));
    this.#delete = button('Delete', about, () => this.#ask());
    const attempts = new AttemptList(about.trim(), {
      load: (before) => destinations.attempts(id, before),
      sendAgain: (notification) => destinations.redeliver(id, notification),
    });
    this.#parts = [
      element('div', { class: 'row-main' }, this.#name, this.#where, this.#status),
      element('div', { class: 'destination-buttons' }, this.#newLink, this.#test, this.#again, this.#turn, this.#delete),
      this.#result,
      attempts.node,
    ];
    this.node = element('li', { class: 'destination', 'data-id': id }, ...this.#parts);
    this.update(destination);
  }

  /** As the server describes it now. */
  update(destination) {
    this.#destination = destination;
    const { name, kind, status, enabled } = destination;
    const where = destination.url ?? destination.address;
    this.node.dataset.status = status;
    write(this.#name, destinationName(destination));
    const usual = destination.default ? [] : ['only for alerts that name it'];
    write(this.#where, [kindLabel(kind), ...(name && where ? [where] : []), ...usual].join(' · '));
    write(this.#status, destinationStatus(destination));
    this.#newLink.hidden = status !== 'unconfirmed' || kind !== 'telegram';
    this.#test.hidden = status === 'unconfirmed';
    this.#again.hidden = !awaitsMail(destination);
    write(this.#turn.firstChild, enabled ? 'Turn off' : 'Turn on');
  }

  async #invite() {
    this.#again.disabled = true;
    write(this.#result, '');
    try {
      await this.#destinations.invite(this.#destination.id);
      write(this.#result, 'Another mail is on its way. Links of earlier ones no longer work.');
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.#again.disabled = false;
    }
  }

  /** Sends a test message and shows what becomes of it. */
  async test() {
    this.#test.disabled = true;
    write(this.#result, 'Sending a test …');
    try {
      write(this.#result, `Test: ${outcomeText(await this.#destinations.test(this.#destination.id))}.`);
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.#test.disabled = false;
    }
  }

  async #askAgain(onInvited) {
    try {
      onInvited(await this.#destinations.invite(this.#destination.id));
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  async #enable() {
    write(this.#result, '');
    try {
      await this.#destinations.enable(this.#destination.id, !this.#destination.enabled);
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  /** It takes its secret and its attempts with it. */
  #ask() {
    const name = destinationName(this.#destination);
    const keep = button('Keep', ` ${name}`, () => {
      this.node.replaceChildren(...this.#parts);
      this.#delete.focus();
    });
    const problem = element('p', { class: 'problem', role: 'alert' });
    this.node.replaceChildren(
      element('p', {}, `Delete “${name}”? Nothing is sent there any more, and alerts that name it no longer do.`),
      element('div', { class: 'destination-buttons' }, button('Delete', ` ${name} now`, () => this.#remove(problem)), keep),
      problem,
    );
    keep.focus();
  }

  async #remove(problem) {
    try {
      await this.#destinations.remove(this.#destination.id);
      this.#onDeleted();
    } catch (refusal) {
      write(problem, destinationProblem(refusal));
    }
  }

  #refused(refusal) {
    write(this.#result, destinationProblem(refusal));
  }
}
