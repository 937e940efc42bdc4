// The form of a destination, a new one or one that is changed: where it is first, if a person says
// that; the rest on request. Only what is other than it was is sent.

import { destinationName, destinationProblem } from './destination-words.js';
import { shortDuration, typedDuration } from './durations.js';
import { element } from './element.js';
import { Field, select } from './field.js';
import { fieldOf, withoutField } from './words.js';

const LONGEST_AGE_S = 30 * 86_400;
const USUAL_AGE_S = 3_600;
const PRIORITIES = [['', 'Default'], [1, 'Lowest'], [2, 'Low'], [3, 'Normal'], [4, 'High'], [5, 'Highest']];
const PLACEHOLDERS = '{{symbol}} {{price}} {{condition}} {{name}} {{note}} {{time}} {{level}}';
const KEPT = 'Leave it empty to keep the stored value, which is not shown.';

export class DestinationForm {
  /** The name of the field that has to be filled in. */
  #where;
  #before;
  #onSave;
  #fields;
  #usual;
  #feedEvents;
  #withoutToken = element('input', { type: 'checkbox' });
  #more;
  #save;
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });

  /**
   * @param {{kind: string, label: string, field?: string, url?: string, hint: string, example?: string}} kind
   *     without url if nobody says where it is
   * @param {{destination?: Object, onSave: (changes: Object) => Promise<void>, onClose: () => void}}
   *     parts destination is the one that is changed; onSave is rejected with {code, message}
   */
  constructor(kind, { destination = null, onSave, onClose }) {
    this.#where = kind.field ?? 'url';
    this.#before = destination ?? unsaved(kind);
    this.#onSave = onSave;
    this.#fields = fields(kind, this.#before);
    this.#usual = element('input', { type: 'checkbox', checked: this.#before.default });
    this.#feedEvents = element('input', { type: 'checkbox', checked: this.#before.feed_events });
    this.#save = element('button', { class: 'primary' }, destination ? 'Save' : 'Add');
    const { [this.#where]: where, ...others } = this.#fields;
    this.#more = element(
      'details',
      { open: destination !== null },
      element('summary', {}, 'More'),
      element(
        'div',
        { class: 'details' },
        element('label', { class: 'check' }, this.#usual, 'Used by alerts that select no destination'),
        element('label', { class: 'check' }, this.#feedEvents, 'Send a notice when no trades are received, and when they are received again'),
        ...Object.values(others).map(({ node }) => node),
        destination && others.token ? element('label', { class: 'check' }, this.#withoutToken, 'Remove the stored token') : null,
      ),
    );
    this.node = element(
      'form',
      { class: 'destination-form', novalidate: true, 'aria-label': destination ? `Edit ${destinationName(destination)}` : `Add ${kind.label}`, submit: (event) => this.#submit(event) },
      where?.node ?? (destination ? null : element('p', { class: 'hint' }, kind.hint)),
      this.#more,
      this.#problem,
      element('div', { class: 'destination-buttons' }, this.#save, element('button', { type: 'button', class: 'quiet', click: onClose }, 'Cancel')),
    );
    this.node.addEventListener('keydown', (event) => event.key === 'Escape' && onClose());
  }

  focus() {
    (this.#fields[this.#where]?.input ?? this.#save).focus();
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
    this.#save.disabled = true;
    try {
      await this.#onSave({ ...(this.#withoutToken.checked && { token: null }), ...changes(read.value, this.#before) });
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.#save.disabled = false;
    }
  }

  /** As the server describes a destination; null is what is left out. */
  #read() {
    const text = (name) => this.#fields[name]?.value.trim() || null;
    const isKept = this.#before.id && !this.#before[this.#where];
    if (this.#fields[this.#where] && !text(this.#where) && !isKept) {
      return { field: this.#where, problem: `Enter the address, such as ${this.#fields[this.#where].input.placeholder}.` };
    }
    const age = text('max_age_seconds') ? typedDuration(text('max_age_seconds'), { most: LONGEST_AGE_S }) : { value: null };
    if ('problem' in age) {
      return { field: 'max_age_seconds', ...age };
    }
    if (Boolean(text('from')) !== Boolean(text('to'))) {
      return { field: text('from') ? 'to' : 'from', problem: 'Quiet hours need both times.' };
    }
    const template = this.#fields.note_template.value;
    return {
      value: {
        [this.#where]: text(this.#where),
        name: text('name'),
        token: text('token'),
        priority: text('priority') && Number(text('priority')),
        default: this.#usual.checked,
        feed_events: this.#feedEvents.checked,
        heartbeat: text('daily') && { time_zone: this.#zone('heartbeat'), daily: text('daily') },
        quiet_hours: text('from') && { time_zone: this.#zone('quiet_hours'), from: text('from'), to: text('to') },
        max_age_seconds: age.value,
        note_template: template.trim() ? template : null,
      },
    };
  }

  /** One that nobody has touched stays, even where two are in use. */
  #zone(of) {
    const { value } = this.#fields.time_zone;
    return value === zoneOf(this.#before) ? (this.#before[of]?.time_zone ?? value) : value;
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

/** What a destination has of which nothing is said. */
function unsaved({ kind }) {
  return { default: true, feed_events: true, max_age_seconds: kind === 'webhook' ? null : USUAL_AGE_S };
}

function changes(now, before) {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !isSame(value, before[name] ?? null)),
  );
}

/** Objects have their fields in the order of the server. */
function isSame(now, before) {
  return JSON.stringify(now) === JSON.stringify(before);
}

function fields({ kind, field = 'url', url, hint, example }, before) {
  const type = field === 'url' ? 'url' : 'email';
  const isKept = before.id && !before[field];
  const ofNtfy = {
    token: new Field('Access token (optional)', element('input', { type: 'password', autocomplete: 'off' }), before.id ? KEPT : ''),
    priority: new Field('Priority', select(PRIORITIES, before.priority ?? '')),
  };
  return {
    ...(url && { [field]: new Field(url, element('input', { type, inputmode: type, autocomplete: type === 'email' ? 'email' : 'off', spellcheck: 'false', placeholder: example, value: before[field] ?? '', enterkeyhint: 'done' }), isKept ? KEPT : hint) }),
    name: new Field('Name (optional)', element('input', { maxlength: '100', autocomplete: 'off', value: before.name ?? '' })),
    ...(kind === 'ntfy' && ofNtfy),
    from: new Field('Quiet from (optional)', element('input', { type: 'time', value: before.quiet_hours?.from ?? '' }), 'Alerts that fire in quiet hours are sent afterwards, as one message.'),
    to: new Field('Quiet until (optional)', element('input', { type: 'time', value: before.quiet_hours?.to ?? '' })),
    daily: new Field('Daily heartbeat at (optional)', element('input', { type: 'time', value: before.heartbeat?.daily ?? '' }), 'A message that alerts are being watched, so that silence means a quiet market.'),
    time_zone: new Field('Time zone of these times', select(zones(zoneOf(before)), zoneOf(before))),
    max_age_seconds: new Field('Join notifications older than (optional)', element('input', { autocomplete: 'off', placeholder: 'such as 10m or 1h', value: before.max_age_seconds ? shortDuration(before.max_age_seconds) : '' }), 'What could not be delivered for so long is sent as one message. Left empty, its age does not matter.'),
    note_template: new Field('Template (optional)', element('textarea', { rows: '3', maxlength: '4000', spellcheck: 'false' }, before.note_template ?? ''), `Sent instead of the usual text, with these filled in: ${PLACEHOLDERS}`),
  };
}

function zoneOf({ quiet_hours, heartbeat }) {
  return quiet_hours?.time_zone ?? heartbeat?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function zones(chosen) {
  return [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => [zone, zone]);
}
