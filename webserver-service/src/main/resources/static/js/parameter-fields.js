// The fields of a condition's parameters. Only those that fit together can be filled in.

import { BAR_CHOICES } from './conditions/confirmation.js';
import { kindOf, parametersOf } from './conditions/conditions.js';
import { typed, plain, units, written } from './decimal.js';
import { shortDuration, typedDuration } from './durations.js';
import { element } from './element.js';
import { Field, select } from './field.js';
import { typedPercent } from './percent.js';

const DAY_S = 86_400;

const LABELS = {
  threshold: 'Price',
  lower: 'Lower price',
  upper: 'Upper price',
  percent: 'Percent',
  amount: 'Size of a step',
  within_seconds: 'Within (optional)',
  from: 'Start at (optional)',
  rearm: 'Re-arm at (optional)',
  hold_seconds: 'For at least',
  bar: 'Bar',
};
const HINTS = {
  within_seconds: 'A time such as 5m or 1h. Without one, all that happens from now on counts.',
  from: 'A price. Nothing is measured until it is reached.',
  rearm: 'A price. After a notification it must be reached before the next one, so that a price that goes to and fro notifies once.',
  hold_seconds: 'A time such as 90s, 5m or 1h.',
};
const COUNTS = { at_once: 'At any trade', hold_seconds: 'When it has stayed there', bar: 'When a bar closes there' };
const STEPS = { amount: 'A price', percent: 'A percentage' };

/** @returns {{value: string} | {problem: string}} */
function typedPrice(text) {
  const read = typed(text);
  if ('readings' in read) {
    return { problem: `Write it so that it can be read in one way only, such as ${read.readings.map(written).join(' or ')}.` };
  }
  return 'value' in read ? { value: plain(read.value) } : read;
}

/** Fires "input" when something was filled in or chosen. */
export class ParameterFields extends EventTarget {
  /** What is filled in first. */
  main = [];
  /** What most alerts do without. */
  options = [];
  #kind;
  #fields = {};
  #counts = null;
  #step = null;

  /**
   * @param {string} condition
   * @param {Object} terms what is filled in already
   * @param {{optional?: string[], own?: Object<string, Object>}} parts optional are the parameters
   *     that are offered, if not all; own are fields that stand elsewhere: with {input, read(),
   *     complain(sentence)}
   */
  constructor(condition, terms, { optional, own = {} } = {}) {
    super();
    this.#kind = kindOf(condition);
    const offered = { ...this.#kind, optional: optional ?? this.#kind.optional };
    parametersOf(offered).forEach((name) => {
      this.#fields[name] = own[name] ?? this.#made(name, terms[name] ?? null);
    });
    this.#choose(offered, terms);
    const nodes = (names) => names.filter((name) => !own[name]).map((name) => this.#fields[name].node);
    const isMain = (name) => !offered.optional.includes(name) || name === 'within_seconds';
    this.main = [...(this.#step ? [this.#step.node] : []), ...nodes(parametersOf(offered).filter(isMain))];
    this.options = [...(this.#counts ? [this.#counts.node] : []), ...nodes(offered.optional.filter((name) => !isMain(name)))];
    this.#arrange();
  }

  #choose({ either, optional }, terms) {
    if (either) {
      this.#step = this.#chooser('Steps of', STEPS, either, terms.percent ? 'percent' : 'amount');
    }
    const ways = optional.filter((name) => name in COUNTS);
    if (ways.length) {
      this.#counts = this.#chooser('When it counts', COUNTS, ['at_once', ...ways], ways.find((name) => terms[name]) ?? 'at_once');
    }
  }

  #chooser(label, texts, names, chosen) {
    const field = new Field(label, select(names.map((name) => [name, texts[name]]), chosen));
    field.input.addEventListener('change', () => this.#changed());
    return field;
  }

  #made(name, value) {
    const field = name === 'bar'
      ? new Field(LABELS.bar, select(BAR_CHOICES, value ?? '1h'))
      : new Field(LABELS[name], element('input', { inputmode: name.endsWith('_seconds') ? 'text' : 'decimal', autocomplete: 'off', enterkeyhint: 'done', value: shown(name, value) }), HINTS[name]);
    field.input.addEventListener('input', () => this.#changed());
    return field;
  }

  #changed() {
    Object.values(this.#fields).forEach((field) => field.complain(null));
    this.#arrange();
    this.dispatchEvent(new Event('input'));
  }

  /** The first one to fill in. */
  get first() {
    return this.#fields[this.#names().find((name) => this.#kind.required.includes(name) || this.#kind.either?.includes(name))];
  }

  /** The field of a parameter; undefined if there is none. */
  field(name) {
    return this.#fields[name];
  }

  /** What is filled in, as it stands. */
  texts() {
    return Object.fromEntries(Object.entries(this.#all()).map(([name, { input }]) => [name, input.value]));
  }

  /** Fills in what texts() gave, as far as there are fields for it. */
  fill(texts) {
    Object.entries(this.#all()).forEach(([name, { input }]) => {
      const isOffered = !input.options || [...input.options].some(({ value }) => value === texts[name]);
      if (name in texts && isOffered) {
        input.value = texts[name];
      }
    });
    this.#arrange();
  }

  #all() {
    return { ...this.#fields, ...(this.#counts && { counts: this.#counts }), ...(this.#step && { step: this.#step }) };
  }

  /** The parameters that the choices leave. */
  #names() {
    const { rearm, hold_seconds, bar, within_seconds, from, amount, percent } = this.#fields;
    const counts = this.#counts?.value;
    const without = new Set([
      hold_seconds && counts !== 'hold_seconds' && 'hold_seconds',
      bar && counts !== 'bar' && 'bar',
      rearm && counts === 'hold_seconds' && 'rearm',
      within_seconds?.value && from && 'from',
      amount && percent && (this.#step.value === 'amount' ? 'percent' : 'amount'),
    ]);
    return Object.keys(this.#fields).filter((name) => !without.has(name));
  }

  #arrange() {
    const names = new Set(this.#names());
    Object.entries(this.#fields).forEach(([name, { node }]) => {
      node.hidden = !names.has(name);
    });
  }

  /**
   * Every parameter of the condition, null where there is none.
   * @returns {{parameters: Object} | {field: string, read: Object}} read says what is wrong with the
   *     first field that cannot be read
   */
  read() {
    const parameters = Object.fromEntries(Object.keys(this.#fields).map((name) => [name, null]));
    for (const name of this.#names()) {
      const read = this.#read(name);
      if (!('value' in read)) {
        return { field: name, read };
      }
      parameters[name] = read.value;
    }
    const problem = this.#kind.problem(parameters);
    return problem ? { field: problem.field, read: { problem: problem.sentence } } : { parameters };
  }

  #read(name) {
    const field = this.#fields[name];
    const text = field.input.value;
    if (this.#isOptional(name) && text.trim() === '') {
      return { value: null };
    }
    if (field.read) {
      return field.read();
    }
    switch (name) {
      case 'bar':
        return { value: text };
      case 'percent':
        return typedPercent(text, this.#kind.mostPercent);
      case 'within_seconds':
      case 'hold_seconds':
        return typedDuration(text, { most: DAY_S });
      default:
        return typedPrice(text);
    }
  }

  #isOptional(name) {
    return name !== 'hold_seconds' && name !== 'bar' && this.#kind.optional.includes(name);
  }
}

/** As it can be typed. */
function shown(name, value) {
  if (value === null) {
    return '';
  }
  if (name.endsWith('_seconds')) {
    return shortDuration(value);
  }
  return name === 'percent' ? value : written(units(value));
}
