// The form that adds a destination of one kind: where it is first, if a person says that; the rest on request.

import { destinationProblem } from './destination-words.js';
import { typedDuration } from './durations.js';
import { element } from './element.js';
import { Field, select } from './field.js';
import { fieldOf, withoutField } from './words.js';

const LONGEST_AGE_S = 30 * 86_400;
const PRIORITIES = [['', 'Default'], [1, 'Lowest'], [2, 'Low'], [3, 'Normal'], [4, 'High'], [5, 'Highest']];
const PLACEHOLDERS = '{{symbol}} {{price}} {{condition}} {{name}} {{note}} {{time}} {{level}}';

export class DestinationForm {
  #kind;
  /** The name of the field that has to be filled in. */
  #where;
  #onAdd;
  #fields;
  #usual = element('input', { type: 'checkbox', checked: true });
  #feedEvents = element('input', { type: 'checkbox', checked: true });
  #more;
  #add = element('button', { class: 'primary' }, 'Add');
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });

  /**
   * @param {{kind: string, label: string, field?: string, url?: string, hint: string, example?: string}} kind
   *     without url if nobody says where it is
   * @param {{onAdd: (fields: Object) => Promise<void>, onClose: () => void}} parts onAdd is
   *     rejected with {code, message}
   */
  constructor(kind, { onAdd, onClose }) {
    this.#kind = kind;
    this.#where = kind.field ?? 'url';
    this.#onAdd = onAdd;
    this.#fields = fields(kind);
    const { [this.#where]: where, ...others } = this.#fields;
    this.#more = element(
      'details',
      {},
      element('summary', {}, 'More'),
      element(
        'div',
        { class: 'details' },
        element('label', { class: 'check' }, this.#usual, 'Used by alerts that name no destination'),
        element('label', { class: 'check' }, this.#feedEvents, 'Told when alerts are blind, and when they see again'),
        ...Object.values(others).map(({ node }) => node),
      ),
    );
    this.node = element(
      'form',
      { class: 'new-destination', novalidate: true, 'aria-label': `Add ${kind.label}`, submit: (event) => this.#submit(event) },
      where?.node ?? element('p', { class: 'hint' }, kind.hint),
      this.#more,
      this.#problem,
      element('div', { class: 'destination-buttons' }, this.#add, element('button', { type: 'button', class: 'quiet', click: onClose }, 'Cancel')),
    );
    this.node.addEventListener('keydown', (event) => event.key === 'Escape' && onClose());
  }

  focus() {
    (this.#fields[this.#where]?.input ?? this.#add).focus();
  }

  async #submit(event) {
    event.preventDefault();
    this.#problem.hidden = true;
    Object.values(this.#fields).forEach((field) => field.complain(null));
    const read = this.#read();
    if ('problem' in read) {
      this.#blame(read.field, read.problem);
      return;
    }
    this.#add.disabled = true;
    try {
      await this.#onAdd(read.value);
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.#add.disabled = false;
    }
  }

  /** What is filled in of what may be left out. */
  #read() {
    const text = (name) => this.#fields[name]?.value.trim() ?? '';
    if (this.#fields[this.#where] && !text(this.#where)) {
      return { field: this.#where, problem: `Enter the address, such as ${this.#kind.example}.` };
    }
    const age = text('max_age_seconds') ? typedDuration(text('max_age_seconds'), { most: LONGEST_AGE_S }) : { value: null };
    if ('problem' in age) {
      return { field: 'max_age_seconds', ...age };
    }
    if (Boolean(text('from')) !== Boolean(text('to'))) {
      return { field: text('from') ? 'to' : 'from', problem: 'Quiet hours need both times.' };
    }
    const quiet = text('from') && { time_zone: zone(), from: text('from'), to: text('to') };
    const template = this.#fields.note_template.value;
    return {
      value: {
        kind: this.#kind.kind,
        ...(this.#fields[this.#where] && { [this.#where]: text(this.#where) }),
        ...(text('name') && { name: text('name') }),
        ...(text('token') && { token: text('token') }),
        ...(text('priority') && { priority: Number(text('priority')) }),
        ...(!this.#usual.checked && { default: false }),
        ...(!this.#feedEvents.checked && { feed_events: false }),
        ...(text('daily') && { heartbeat: { time_zone: zone(), daily: text('daily') } }),
        ...(quiet && { quiet_hours: quiet }),
        ...(age.value && { max_age_seconds: age.value }),
        ...(template.trim() && { note_template: template }),
      },
    };
  }

  /** A refusal that is about a field is shown there. */
  #refused(refusal) {
    const named = fieldOf(refusal);
    const name = { quiet_hours: 'from', heartbeat: 'daily' }[named] ?? named;
    if (this.#fields[name]) {
      this.#blame(name, withoutField(named, refusal.message));
    } else {
      this.#problem.hidden = false;
      this.#problem.textContent = destinationProblem(refusal);
    }
  }

  #blame(name, sentence) {
    this.#more.open ||= name !== this.#where;
    this.#fields[name].complain(sentence);
  }
}

function fields({ kind, field = 'url', url, hint, example }) {
  const type = field === 'url' ? 'url' : 'email';
  const ofNtfy = {
    token: new Field('Access token (optional)', element('input', { type: 'password', autocomplete: 'off' })),
    priority: new Field('Priority', select(PRIORITIES, '')),
  };
  const age = kind === 'webhook' ? 'Without one, a webhook gets each of them.' : 'Without one: 1h.';
  return {
    ...(url && { [field]: new Field(url, element('input', { type, inputmode: type, autocomplete: type === 'email' ? 'email' : 'off', spellcheck: 'false', placeholder: example, enterkeyhint: 'done' }), hint) }),
    name: new Field('Name (optional)', element('input', { maxlength: '100', autocomplete: 'off' })),
    ...(kind === 'ntfy' && ofNtfy),
    from: new Field('Quiet from (optional)', element('input', { type: 'time' }), `In time zone ${zone()}. What happens in quiet hours comes after them, as one message.`),
    to: new Field('Quiet until (optional)', element('input', { type: 'time' })),
    daily: new Field('Sign of life every day at (optional)', element('input', { type: 'time' }), 'A message that alerts are watched, so that silence means a quiet market.'),
    max_age_seconds: new Field('Join notifications older than (optional)', element('input', { autocomplete: 'off', placeholder: 'such as 10m or 1h' }), `What could not be delivered for so long comes as one message. ${age}`),
    note_template: new Field('Template (optional)', element('textarea', { rows: '3', maxlength: '4000', spellcheck: 'false' }), `Sent instead of the usual text, with these filled in: ${PLACEHOLDERS}`),
  };
}

function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
