// The form that changes an alert in its row. Only what a person has changed is sent, so that a
// change made elsewhere meanwhile stays.

import { DestinationChoice } from './destination-choice.js';
import { typedDuration, shortDuration } from './durations.js';
import { element } from './element.js';
import { Field, select } from './field.js';
import { fromLocal, toLocal } from './local-time.js';
import { ParameterFields } from './parameter-fields.js';
import { fieldOf, reason, withoutField } from './words.js';

const REPEATS = [['once', 'Once'], ['every', 'Every time'], ['once_per_minute', 'Once a minute at most']];
const LONGEST_PAUSE_S = 2 ** 31 - 1;

export class AlertEdit {
  #alert;
  #parameters;
  #fields;
  #destinations;
  #save;
  #problem;
  #onSave;

  /**
   * @param {Object} alert
   * @param {{destinations: Object[], onSave: (changes: Object) => Promise<void>,
   *     onClose: () => void}} parts destinations are those of the account; onSave is rejected with
   *     {code, message}
   */
  constructor(alert, { destinations, onSave, onClose }) {
    this.#alert = alert;
    this.#onSave = onSave;
    this.#parameters = new ParameterFields(alert.condition, alert);
    this.#fields = fields(alert);
    this.#destinations = new DestinationChoice(destinations, alert.destinations ?? null);
    this.#save = element('button', { class: 'secondary' }, 'Save');
    this.#problem = element('p', { class: 'problem', role: 'alert', hidden: true });
    this.node = element(
      'form',
      { class: 'edit', novalidate: true, 'aria-label': 'Edit alert', submit: (event) => this.#submit(event) },
      ...this.#parameters.main,
      ...this.#parameters.options,
      ...Object.values(this.#fields).map(({ node }) => node),
      this.#destinations.node,
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
    const { input } = this.#parameters.first ?? this.#fields.repeat;
    input.select?.();
    input.focus();
  }

  async #submit(event) {
    event.preventDefault();
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
    Object.values(this.#fields).forEach((field) => field.complain(null));
    const { parameters, field, read } = this.#parameters.read();
    if (!parameters) {
      this.#parameters.field(field).complain(read.problem);
      return null;
    }
    const { repeat, cooldown_seconds, expires_at, name, note } = this.#fields;
    const pause = pauseOf(cooldown_seconds.value);
    if ('problem' in pause) {
      cooldown_seconds.complain(pause.problem);
      return null;
    }
    const destinations = this.#destinations.read();
    if ('problem' in destinations) {
      this.#destinations.complain(destinations.problem);
      return null;
    }
    const now = {
      ...parameters,
      destinations: destinations.value,
      repeat: repeat.value,
      cooldown_seconds: pause.value,
      expires_at: expires_at.value === toLocal(this.#alert.expires_at) ? this.#alert.expires_at : fromLocal(expires_at.value),
      name: name.value.trim() || null,
      note: note.value.trim() || null,
    };
    return Object.fromEntries(Object.entries(now).filter(([field, value]) => !isSame(value, this.#alert[field] ?? null)));
  }

  /** A refusal that is about a field is shown there. */
  #refused(refusal) {
    const named = fieldOf(refusal);
    const field = refusal.code === 'conflict' ? this.#parameters.first : (this.#parameters.field(named) ?? this.#fields[named]);
    if (field) {
      field.complain(refusal.code === 'invalid_message' ? withoutField(named, refusal.message) : reason(refusal));
    } else {
      this.#problem.hidden = false;
      this.#problem.textContent = reason(refusal);
    }
  }
}

/** Lists are compared as sets. */
function isSame(now, before) {
  return Array.isArray(now) && Array.isArray(before) ? String([...now].sort()) === String([...before].sort()) : now === before;
}

function pauseOf(text) {
  return text.trim() === '' ? { value: 0 } : typedDuration(text, { least: 0, most: LONGEST_PAUSE_S });
}

function fields(alert) {
  return {
    repeat: new Field('How often', select(REPEATS, alert.repeat)),
    cooldown_seconds: new Field('Then pause for (optional)', element('input', { autocomplete: 'off', value: alert.cooldown_seconds ? shortDuration(alert.cooldown_seconds) : '' })),
    expires_at: new Field('Ends (optional)', element('input', { type: 'datetime-local', value: toLocal(alert.expires_at) })),
    name: new Field('Name (optional)', element('input', { maxlength: '100', autocomplete: 'off', value: alert.name ?? '' })),
    note: new Field('Note (optional)', element('input', { maxlength: '500', autocomplete: 'off', value: alert.note ?? '' })),
  };
}
