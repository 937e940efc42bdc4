// The account's API keys: a list, creating one, whose secret is shown once, and revoking.

import { call } from './api.js';
import { element } from './element.js';
import { Field } from './field.js';
import { button, shownOnce } from './shown-once.js';
import { reason, time } from './words.js';

const SCOPES = [
  ['subscriptions:read', 'See alerts and notifications'],
  ['subscriptions:write', 'Set and change alerts'],
  ['destinations', 'Manage destinations'],
];
const USUAL = ['subscriptions:read', 'subscriptions:write'];

export class KeyList {
  #place;
  #account = null;
  #list = element('ul', { class: 'rows keys' });
  #name = new Field('Name of a new key', element('input', { maxlength: '100', autocomplete: 'off' }));
  #scopes = SCOPES.map(([value, text]) => {
    const box = element('input', { type: 'checkbox', value, checked: USUAL.includes(value) });
    return { box, node: element('label', { class: 'check' }, box, text) };
  });
  #create = element('button', { class: 'secondary' }, 'Create key');
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #created = element('div', { class: 'created', role: 'status' });

  /** @param {HTMLElement} place hidden where the server allows none of it */
  constructor(place) {
    this.#place = place;
    place.append(
      element('h3', {}, 'API keys'),
      element('p', { class: 'hint' }, 'A key lets a script or another program use your alerts.'),
      this.#list,
      this.#created,
      element(
        'form',
        { class: 'new-key', novalidate: true, submit: (event) => this.#submit(event) },
        this.#name.node,
        element('fieldset', { class: 'scopes' }, element('legend', {}, 'Permissions'), ...this.#scopes.map(({ node }) => node)),
        this.#problem,
        this.#create,
      ),
    );
  }

  /** From now on those of another account; null if there is none. */
  use(account) {
    if (account?.id !== this.#account?.id) {
      this.#account = account;
      this.hideSecret();
      this.#list.replaceChildren();
      this.#place.hidden = true;
    }
  }

  /** Asks the server, and shows all of this only if it answers. */
  async load() {
    if (this.#account === null) {
      return;
    }
    this.#say(null);
    try {
      const { keys } = await call('GET', '/keys?limit=1000');
      this.#list.replaceChildren(...keys.map((key) => this.#row(key)));
      this.#place.hidden = false;
    } catch (refusal) {
      this.#place.hidden = refusal.status === 401 || refusal.status === 403;
      this.#say(refusal.code === 'offline' ? 'The server cannot be reached.' : reason(refusal));
    }
  }

  /** It is shown once. */
  hideSecret() {
    this.#created.replaceChildren();
    delete this.#created.dataset.key;
  }

  #row(key) {
    const used = key.last_used_at ? `last used ${time(new Date(key.last_used_at))}` : 'never used';
    const end = key.expires_at ? ` · until ${time(new Date(key.expires_at))}` : '';
    const row = element('li', { class: 'key' });
    const revoke = button('Revoke', ` ${key.name}`, () => this.#ask(row, key, () => {
      row.replaceChildren(...parts);
      revoke.focus();
    }));
    const parts = [
      element('div', { class: 'row-main' }, element('strong', {}, key.name), element('span', { class: 'terms' }, `${key.scopes.map(scope).join(' · ')} · ${used}${end}`)),
      revoke,
    ];
    row.append(...parts);
    return row;
  }

  /** A revoked key cannot be had back, and what uses it stops. */
  #ask(row, key, onKeep) {
    const keep = button('Keep', ` ${key.name}`, onKeep);
    row.replaceChildren(
      element('p', {}, `Revoke “${key.name}”? Programs that use it stop working at once.`),
      element('div', { class: 'key-buttons' }, button('Revoke', ` ${key.name} now`, () => this.#revoke(key)), keep),
    );
    keep.focus();
  }

  async #submit(event) {
    event.preventDefault();
    this.#say(null);
    const name = this.#name.value.trim();
    const scopes = this.#scopes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    this.#name.complain(name ? null : 'Enter a name to recognise it by.');
    if (name && scopes.length === 0) {
      this.#say('Choose at least one permission.');
    }
    if (!name || scopes.length === 0) {
      return;
    }
    this.#create.disabled = true;
    try {
      const created = await call('POST', '/keys', { name, scopes });
      this.#name.input.value = '';
      await this.load();
      this.#reveal(created);
    } catch (refusal) {
      this.#say(reason(refusal));
    } finally {
      this.#create.disabled = false;
    }
  }

  #reveal({ id, name, key }) {
    const secret = shownOnce(`Key ${name}`, key);
    this.#created.dataset.key = id;
    this.#created.replaceChildren(
      element('p', {}, element('strong', {}, `Copy the key “${name}” now.`), ' It is not shown again.'),
      ...secret.nodes,
    );
    secret.focus();
  }

  async #revoke(key) {
    try {
      await call('DELETE', `/keys/${encodeURIComponent(key.id)}`);
    } catch (refusal) {
      if (refusal.code !== 'not_found') {
        this.#say(reason(refusal));
        return;
      }
    }
    if (this.#created.dataset.key === key.id) {
      this.hideSecret();
    }
    await this.load();
    this.#name.input.focus();
  }

  /** @param {string | null} sentence */
  #say(sentence) {
    this.#problem.hidden = sentence === null;
    this.#problem.textContent = sentence ?? '';
  }
}

function scope(name) {
  return SCOPES.find(([value]) => value === name)?.[1] ?? name;
}
