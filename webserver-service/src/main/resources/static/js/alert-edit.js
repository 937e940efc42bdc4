// The form that changes an alert in its row. Only what a person has changed is sent, so that a
// change made elsewhere meanwhile stays.

import { plain, typed, units, written } from './decimal.js';
import { element } from './element.js';
import { Field } from './field.js';
import { fromLocal, toLocal } from './local-time.js';
import { duration, reason } from './words.js';

const REPEATS = [['once', 'Once'], ['every', 'Every time'], ['once_per_minute', 'Once a minute at most']];
const PAUSES = [0, 60, 300, 3600];

export class AlertEdit {
  #alert;
  #fields;
  #save;
  #problem;
  #onSave;

  /**
   * @param {Object} alert
   * @param {{onSave: (changes: Object) => Promise<void>, onClose: () => void}} parts onSave is
   *     rejected with {code, message}
   */
  constructor(alert, { onSave, onClose }) {
    this.#alert = alert;
    this.#onSave = onSave;
    this.#fields = fields(alert);
    this.#save = element('button', { class: 'secondary' }, 'Save');
    this.#problem = element('p', { class: 'problem', role: 'alert', hidden: true });
    this.node = element(
      'form',
      { class: 'edit', novalidate: true, 'aria-label': 'Edit alert', submit: (event) => this.#submit(event) },
      ...Object.values(this.#fields).map(({ node }) => node),
      this.#problem,
      element('div', { class: 'edit-buttons' }, this.#save, element('button', { type: 'button', class: 'quiet', click: onClose }, 'Cancel')),
    );
    this.node.addEventListener('keydown', (event) => event.key === 'Escape' && onClose());
    this.#fields.repeat.input.addEventListener('change', () => this.#offerPause());
    this.#offerPause();
  }

  #offerPause() {
    this.#fields.cooldown_seconds.node.hidden = this.#fields.repeat.value === 'once';
  }

  focus() {
    const [first] = Object.values(this.#fields);
    first.input.select?.();
    first.input.focus();
  }

  async #submit(event) {
    event.preventDefault();
    Object.values(this.#fields).forEach((field) => field.complain(null));
    this.#problem.hidden = true;
    const changes = this.#changes();
    if (changes === null) {
      return;
    }
    this.#save.disabled = true;
    try {
      await this.#onSave(changes);
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.#save.disabled = false;
    }
  }

  /** What is other than it was; null if something cannot be read. */
  #changes() {
    const { threshold, repeat, cooldown_seconds, expires_at, name, note } = this.#fields;
    const price = threshold ? typed(threshold.value) : null;
    if (price && !('value' in price)) {
      threshold.complain('problem' in price ? price.problem : `Write it so that it can be read in one way only, such as ${price.readings.map(written).join(' or ')}.`);
      return null;
    }
    const now = {
      ...(price && { threshold: plain(price.value) }),
      repeat: repeat.value,
      cooldown_seconds: Number(cooldown_seconds.value),
      expires_at: expires_at.value === toLocal(this.#alert.expires_at) ? this.#alert.expires_at : fromLocal(expires_at.value),
      name: name.value.trim() || null,
      note: note.value.trim() || null,
    };
    return Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== this.#alert[field]));
  }

  /** A refusal that is about a field is shown there; the server's message begins with its name. */
  #refused(refusal) {
    const named = { conflict: 'threshold', invalid_threshold: 'threshold' }[refusal.code] ?? refusal.message?.split(/[: ]/)[0];
    const field = this.#fields[named];
    if (field) {
      field.complain(refusal.code === 'invalid_message' ? said(named, refusal.message) : reason(refusal));
    } else {
      this.#problem.hidden = false;
      this.#problem.textContent = reason(refusal);
    }
  }
}

function said(name, message) {
  return `This ${message.slice(name.length + 1)}.`;
}

function fields(alert) {
  return {
    ...(alert.threshold && {
      threshold: new Field('Price', element('input', { inputmode: 'decimal', autocomplete: 'off', value: written(units(alert.threshold)) })),
    }),
    repeat: new Field('How often', select(REPEATS, alert.repeat)),
    cooldown_seconds: new Field('Then pause for', select(pauses(alert.cooldown_seconds), alert.cooldown_seconds)),
    expires_at: new Field('Ends (optional)', element('input', { type: 'datetime-local', value: toLocal(alert.expires_at) })),
    name: new Field('Name (optional)', element('input', { maxlength: '100', autocomplete: 'off', value: alert.name ?? '' })),
    note: new Field('Note (optional)', element('input', { maxlength: '500', autocomplete: 'off', value: alert.note ?? '' })),
  };
}

/** The usual ones, and the alert's own, which a program may have set. */
function pauses(own) {
  const seconds = [...new Set([...PAUSES, own])].sort((a, b) => a - b);
  return seconds.map((one) => [one, one ? duration(one) : 'no time']);
}

function select(options, chosen) {
  return element('select', {}, ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
}
