// The newest attempts to deliver to a destination, newest first.

import { destinationProblem, outcomeText } from './destination-words.js';
import { element, write } from './element.js';
import { button } from './shown-once.js';
import { time } from './words.js';

/** A notification that is sent again is attempted within this time, if nothing is in its way. */
const SENT_AGAIN_MS = 1500;
/** A summary is made anew, and not sent again by its id. */
const SUMMARY = 'sum-';

export class AttemptList {
  #load;
  #sendAgain;
  #about = element('span', { class: 'said' });
  #summary = element('summary', {}, 'Attempts', this.#about);
  #list = element('ol', { class: 'rows attempts' });
  #said = element('p', { class: 'hint', role: 'status' });
  #older = element('button', { type: 'button', class: 'quiet', hidden: true, click: () => this.#more() }, 'Older');
  #next = null;
  /** Notifications of which a newer attempt is shown. */
  #shown = new Set();

  /**
   * @param {{load: (before: string | null) => Promise<{deliveries: Object[], next: string | null}>,
   *     sendAgain: (notificationId: string) => Promise<void>}} parts
   */
  constructor({ load, sendAgain }) {
    this.#load = load;
    this.#sendAgain = sendAgain;
    this.node = element('details', { class: 'attempt-part', toggle: () => this.node.open && this.#begin() }, this.#summary, this.#list, this.#said, this.#older);
  }

  /** @param {string} about the destination, for screen readers */
  describe(about) {
    write(this.#about, ` of ${about}`);
  }

  async #begin() {
    const page = await this.#page(null);
    if (page) {
      this.#shown.clear();
      this.#list.replaceChildren();
      this.#show(page);
      write(this.#said, page.deliveries.length ? '' : 'Nothing has been sent yet.');
    }
  }

  async #more() {
    const page = await this.#page(this.#next);
    if (page) {
      const place = this.#list.children.length;
      this.#show(page);
      this.#list.children[place]?.focus();
    }
  }

  async #page(before) {
    try {
      return await this.#load(before);
    } catch (refusal) {
      write(this.#said, destinationProblem(refusal));
      return null;
    }
  }

  #show({ deliveries, next }) {
    this.#list.append(...deliveries.map((attempt) => this.#row(attempt)));
    this.#next = next;
    this.#older.hidden = next === null;
  }

  #row(attempt) {
    const { notification_id: id, outcome } = attempt;
    const isNewest = !this.#shown.has(id);
    this.#shown.add(id);
    const canSend = isNewest && outcome !== 'accepted' && !id.startsWith(SUMMARY);
    return element(
      'li',
      { class: 'attempt', 'data-outcome': outcome, tabindex: '-1' },
      element(
        'div',
        { class: 'row-main' },
        element('span', { class: 'outcome' }, outcomeText(attempt)),
        element('span', { class: 'terms' }, `${what(id)} · attempt ${attempt.attempt} · ${time(new Date(attempt.at))} · ${attempt.duration_ms} ms`),
      ),
      canSend ? button('Send again', ` ${what(id)}`, ({ currentTarget }) => this.#send(id, currentTarget)) : null,
    );
  }

  async #send(id, pressed) {
    pressed.disabled = true;
    try {
      await this.#sendAgain(id);
    } catch (refusal) {
      pressed.disabled = false;
      write(this.#said, destinationProblem(refusal));
      return;
    }
    this.#summary.focus();
    pressed.remove();
    setTimeout(async () => {
      await this.#begin();
      write(this.#said, `${what(id)} will be sent again.`);
    }, SENT_AGAIN_MS);
  }
}

function what(id) {
  return id.startsWith(SUMMARY) ? `Summary ${id.slice(SUMMARY.length)}` : `Notification ${id}`;
}
