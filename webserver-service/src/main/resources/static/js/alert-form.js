// The form for a new alert: parses input, says what the alert will do, and creates it.

import { ConditionChoice } from './condition-choice.js';
import { reading, units } from './decimal.js';
import { DestinationChoice } from './destination-choice.js';
import { typedDuration } from './durations.js';
import { byId, write } from './element.js';
import { fromLocal } from './local-time.js';
import { ParameterFields } from './parameter-fields.js';
import { sentence } from './sentence.js';
import { ThresholdField } from './threshold-field.js';
import { fieldOf, reason, withoutField } from './words.js';

const LONGEST_PAUSE_S = 365 * 86_400;

export class AlertForm {
  #form = byId('alert-form');
  #threshold = new ThresholdField(() => this.#edited());
  #choice;
  #fields;
  #offered;
  #session;
  #prices;
  #symbols;
  #sight;
  #destinations = new DestinationChoice([]);
  #symbol = null;
  #onSet;
  #onDraft;

  /**
   * @param {{session: import('./session.js').Session, prices: import('./prices.js').Prices,
   *     symbols: import('./symbols.js').Symbols, sight: import('./sight.js').Sight,
   *     destinations: import('./destinations.js').Destinations}} parts
   * @param {(answer: {created: boolean, subscription: Object}) => void} onSet
   * @param {(terms: Object | null) => void} onDraft the alert that is typed, for the chart
   */
  constructor({ session, prices, symbols, sight, destinations }, onSet, onDraft) {
    this.#session = session;
    this.#prices = prices;
    this.#symbols = symbols;
    this.#sight = sight;
    this.#onSet = onSet;
    this.#onDraft = onDraft;
    this.#choice = new ConditionChoice(this.#form, { usual: byId('usual-conditions'), others: byId('other-conditions') }, () => this.#edited());
    byId('details-fields').append(this.#destinations.node);
    destinations.addEventListener('change', () => this.#destinations.offer(destinations.all()));
    this.#offer({});
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#form.addEventListener('change', ({ target }) => target.name === 'repeat' && this.#edited());
    byId('pause').addEventListener('input', () => this.#edited());
    prices.addEventListener('price', ({ detail }) => detail === this.#symbol && this.#showPrice());
    setInterval(() => this.#showAge(), 1000);
  }

  /** The symbol of the next alert. */
  show(symbol) {
    if (symbol !== this.#symbol) {
      this.#symbol = symbol;
      this.#threshold.input.value = '';
      this.#choice.reopen();
      this.#offer({});
      this.#edited();
    }
    write(byId('price-unit'), this.#symbols.quote(symbol));
    write(byId('threshold-unit'), this.#symbols.quote(symbol));
    this.#showPrice();
  }

  focus() {
    this.#fields.first.input.focus();
  }

  /** Clears the message about a lost connection. */
  calm() {
    this.#complain('form', null);
  }

  /** Shows the fields of the condition that is chosen; what was typed stays where it has a place. */
  #offer(texts) {
    const { id, condition, optional } = this.#choice.chosen;
    this.#offered = id;
    this.#fields = new ParameterFields(condition, {}, { optional, own: { threshold: this.#threshold } });
    this.#fields.fill(texts);
    this.#fields.addEventListener('input', () => this.#edited());
    this.#threshold.node.hidden = !this.#fields.field('threshold');
    byId('parameters').replaceChildren(...this.#fields.main);
    byId('parameter-options').replaceChildren(...this.#fields.options);
  }

  #offerChosen() {
    if (this.#offered !== this.#choice.chosen.id) {
      this.#offer(this.#fields.texts());
    }
  }

  #showPrice() {
    const last = this.#prices.last(this.#symbol);
    byId('price').dataset.known = String(last !== null);
    write(byId('price-figure'), last ? this.#prices.shown(this.#symbol, last.text) : '–');
    this.#showAge();
    this.#threshold.suggest(this.#symbol, last);
    this.#explain();
  }

  #showAge() {
    const last = this.#symbol && this.#prices.last(this.#symbol);
    if (!last) {
      write(byId('price-age'), this.#symbol ? 'Waiting for its next trade' : '');
    } else {
      const age = last.at ? Math.round((Date.now() - last.at) / 1000) : 0;
      write(byId('price-age'), age > 90 ? `Last trade ${Math.round(age / 60)} min ago` : '');
    }
  }

  #edited() {
    this.#threshold.complain(null);
    ['pause', 'expires', 'form'].forEach((where) => this.#complain(where, null));
    this.#suggestCondition();
    this.#offerChosen();
    byId('pause-part').hidden = this.#repeat === 'once';
    this.#explain();
    this.#onDraft(this.#draft());
  }

  #suggestCondition() {
    const last = this.#symbol && this.#prices.last(this.#symbol);
    const read = this.#threshold.read();
    if (last && 'value' in read) {
      this.#choice.suggest(last.units, units(read.value));
    }
  }

  get #repeat() {
    return this.#form.elements.repeat.value;
  }

  /** The terms of the alert; null as long as some are missing or cannot be read. */
  #draft() {
    const { parameters } = this.#fields.read();
    const pause = this.#pause();
    return parameters && 'value' in pause ? this.#terms(parameters, pause.value) : null;
  }

  #pause() {
    const text = byId('pause').value;
    return this.#repeat === 'once' || text.trim() === '' ? { value: 0 } : typedDuration(text, { least: 0, most: LONGEST_PAUSE_S });
  }

  #terms(parameters, pause) {
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));
    return {
      symbol: this.#symbol,
      condition: this.#choice.chosen.condition,
      ...given,
      repeat: this.#repeat,
      ...(pause && { cooldown_seconds: pause }),
      ...this.#details(),
    };
  }

  /** What is filled in of what may be left out. */
  #details() {
    const name = byId('name').value.trim();
    const note = byId('note').value.trim();
    const end = fromLocal(byId('expires').value);
    return { ...(name && { name }), ...(note && { note }), ...(end && { expires_at: end }) };
  }

  /** Says what the alert will do, or before that is known what its condition is for. */
  #explain() {
    const draft = this.#symbol && this.#draft();
    let text = this.#choice.chosen.about;
    if (draft) {
      text = sentence(draft, this.#symbols.name(this.#symbol), this.#sight.draft(this.#symbol));
    } else if (this.#readings) {
      text = `This can be read as ${this.#readings.map(reading).join(' or as ')}.`;
    }
    write(byId('sentence'), text);
  }

  /** The two prices that are typed, perhaps. */
  get #readings() {
    return this.#fields.field('threshold') && this.#threshold.read().readings;
  }

  #complain(where, sentence) {
    const problem = byId(`${where}-problem`);
    problem.hidden = sentence === null;
    problem.textContent = sentence ?? '';
    byId(where)?.setAttribute('aria-invalid', String(sentence !== null));
  }

  #clear() {
    this.#threshold.input.value = '';
    ['name', 'note', 'expires', 'pause'].forEach((id) => {
      byId(id).value = '';
    });
    this.#destinations.choose(null);
    byId('details').open = false;
    this.#choice.reopen();
    this.#offer({});
    this.#edited();
  }

  async #submit(event) {
    event.preventDefault();
    this.#complain('form', null);
    const { parameters, field, read } = this.#fields.read();
    if (!parameters) {
      this.#unreadable(field, read);
      return;
    }
    const pause = this.#pause();
    if (!('value' in pause)) {
      this.#complain('pause', pause.problem);
      byId('details').open = true;
      byId('pause').focus();
      return;
    }
    const destinations = this.#destinations.read();
    if (!('value' in destinations)) {
      byId('details').open = true;
      this.#destinations.complain(destinations.problem);
      return;
    }
    if (!this.#symbol) {
      this.#complain('form', 'Choose a symbol first.');
      return;
    }
    try {
      const terms = this.#terms(parameters, pause.value);
      const answer = await this.#session.subscribe({ ...terms, ...(destinations.value && { destinations: destinations.value }) });
      this.#clear();
      this.#onSet(answer);
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  #unreadable(name, { problem, readings }) {
    if (readings) {
      this.#threshold.ask(readings);
    } else {
      this.#blame(name, problem);
    }
  }

  #blame(name, problem) {
    const field = this.#fields.field(name);
    byId('details').open ||= this.#fields.options.includes(field.node);
    field.complain(problem);
  }

  #refused(refusal) {
    const name = fieldOf(refusal);
    if (name === 'expires_at') {
      this.#complain('expires', 'Choose a time in the future.');
      byId('details').open = true;
      byId('expires').focus();
    } else if (this.#fields.field(name)) {
      this.#blame(name, refusal.code === 'invalid_message' ? withoutField(name, refusal.message) : reason(refusal));
    } else {
      this.#complain('form', reason(refusal));
    }
  }
}
