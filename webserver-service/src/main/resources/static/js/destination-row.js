// One destination in the list: what it is, how it is doing, and what can be done with it.

import { AttemptList } from './attempt-list.js';
import { DestinationForm } from './destination-form.js';
import { awaitsMail, destinationName, destinationProblem, destinationStatus, isUnsubscribed, kindLabel, kindOf, outcomeText } from './destination-words.js';
import { element, write } from './element.js';
import { button } from './shown-once.js';

export class DestinationRow {
  #destinations;
  #destination;
  #onDeleted;
  #onInvited;
  #onRotated;
  #name = element('strong', {});
  #where = element('span', { class: 'terms' });
  #status = element('span', { class: 'status' });
  #result = element('p', { class: 'hint', role: 'status' });
  #test;
  #again;
  #turn;
  #newLink;
  #edit;
  #newSecret;
  #delete;
  #attempts;
  #parts;
  #form = null;

  /**
   * @param {Object} destination
   * @param {import('./destinations.js').Destinations} destinations
   * @param {{onDeleted: () => void, onInvited: (destination: Object) => void,
   *     onRotated: (destination: Object) => void}} parts onInvited is called with another link, or
   *     one that a mail was sent to, onRotated with another secret
   */
  constructor(destination, destinations, { onDeleted, onInvited, onRotated }) {
    const { id } = destination;
    this.#destinations = destinations;
    this.#destination = destination;
    this.#onDeleted = onDeleted;
    this.#onInvited = onInvited;
    this.#onRotated = onRotated;
    this.#test = button('Test', ' ', () => this.test());
    this.#again = button('Send again', ' ', () => this.#invite());
    this.#turn = button('', ' ', () => this.#enable());
    this.#newLink = button('New link', ' ', () => this.#askAgain());
    this.#edit = button('Edit', ' ', () => this.#change());
    this.#newSecret = button('New secret', ' ', () => this.#askForSecret());
    this.#delete = button('Delete', ' ', () => this.#askToDelete());
    this.#attempts = new AttemptList({
      load: (before) => destinations.attempts(id, before),
      sendAgain: (notification) => destinations.redeliver(id, notification),
    });
    this.#parts = [
      element('div', { class: 'row-main' }, this.#name, this.#where, this.#status),
      element('div', { class: 'destination-buttons' }, this.#newLink, this.#test, this.#again, this.#turn, this.#edit, this.#newSecret, this.#delete),
      this.#result,
      this.#attempts.node,
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
    const usual = destination.default ? [] : ['only for alerts that select it'];
    write(this.#where, [kindLabel(kind), ...(name && where ? [where] : []), ...usual].join(' · '));
    write(this.#status, destinationStatus(destination));
    this.#newLink.hidden = status !== 'unconfirmed' || kind !== 'telegram';
    this.#test.hidden = !destination.confirmed;
    this.#again.hidden = !awaitsMail(destination);
    this.#turn.hidden = isUnsubscribed(destination);
    this.#edit.hidden = !kindOf(destination);
    this.#newSecret.hidden = kind !== 'webhook';
    write(this.#turn.firstChild, enabled ? 'Turn off' : 'Turn on');
    this.#describe();
  }

  /** For screen readers, who hear each button by itself. */
  #describe() {
    const name = destinationName(this.#destination);
    [this.#test, this.#turn, this.#newLink, this.#edit, this.#newSecret, this.#delete].forEach((one) => write(one.lastElementChild, ` ${name}`));
    write(this.#again.lastElementChild, ` the mail to ${this.#destination.address}`);
    this.#attempts.describe(name);
  }

  async #invite() {
    this.#again.disabled = true;
    write(this.#result, '');
    try {
      await this.#destinations.invite(this.#destination.id);
      write(this.#result, 'A new mail has been sent. Links in earlier ones no longer work.');
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

  async #askAgain() {
    try {
      this.#onInvited(await this.#destinations.invite(this.#destination.id));
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  async #enable() {
    write(this.#result, '');
    try {
      await this.#destinations.change(this.#destination.id, { enabled: !this.#destination.enabled });
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  /** Opens the form of the destination, or closes it. */
  #change() {
    if (this.#form) {
      this.#close();
      return;
    }
    this.#form = new DestinationForm(kindOf(this.#destination), {
      destination: this.#destination,
      onSave: (changes) => this.#save(changes),
      onClose: () => this.#close(),
    });
    this.#edit.setAttribute('aria-expanded', 'true');
    this.node.append(this.#form.node);
    this.#form.focus();
  }

  async #save(changes) {
    if (Object.keys(changes).length === 0) {
      this.#close();
      return;
    }
    write(this.#result, '');
    const changed = await this.#destinations.change(this.#destination.id, changes);
    this.#close();
    if (changes.address && awaitsMail(changed)) {
      this.#onInvited(changed);
    } else {
      write(this.#result, 'Saved.');
    }
  }

  #close() {
    this.#form?.node.remove();
    this.#form = null;
    this.#edit.setAttribute('aria-expanded', 'false');
    this.#edit.focus();
  }

  /** The one before the old one no longer signs. */
  #askForSecret() {
    this.#ask({
      question: `Replace the secret of “${destinationName(this.#destination)}”? The old one is valid for another 24 hours.`,
      yes: 'New secret',
      no: 'Cancel',
      from: this.#newSecret,
      act: async () => {
        const rotated = await this.#destinations.rotateSecret(this.#destination.id);
        this.node.replaceChildren(...this.#parts);
        this.#onRotated(rotated);
      },
    });
  }

  /** It takes its secret and its attempts with it. */
  #askToDelete() {
    this.#ask({
      question: `Delete “${destinationName(this.#destination)}”? Nothing more is sent there, and it is removed from the alerts that use it.`,
      yes: 'Delete',
      no: 'Keep',
      from: this.#delete,
      act: async () => {
        await this.#destinations.remove(this.#destination.id);
        this.#onDeleted();
      },
    });
  }

  /** Asks in place of the row before it acts. */
  #ask({ question, yes, no, from, act }) {
    const name = destinationName(this.#destination);
    const cancel = button(no, ` ${name}`, () => {
      this.node.replaceChildren(...this.#parts);
      from.focus();
    });
    const problem = element('p', { class: 'problem', role: 'alert' });
    const confirm = button(yes, ` ${name} now`, async () => {
      try {
        await act();
      } catch (refusal) {
        write(problem, destinationProblem(refusal));
      }
    });
    if (this.#form) {
      this.#close();
    }
    this.node.replaceChildren(element('p', {}, question), element('div', { class: 'destination-buttons' }, confirm, cancel), problem);
    cancel.focus();
  }

  #refused(refusal) {
    write(this.#result, destinationProblem(refusal));
  }
}
