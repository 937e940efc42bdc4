// The account's API keys: a list, making one, whose secret is shown once, and revoking.

import { call } from './api.js';
import { element, write } from './element.js';
import { Field } from './field.js';
import { reason, time } from './words.js';

const SCOPES = [
  ['subscriptions:read', 'See alerts and notifications'],
  ['subscriptions:write', 'Set and change alerts'],
  ['destinations', 'Manage where notifications go'],
];

export class KeyList {
  #place;
  #account = null;
  #list = element('ul', { class: 'rows keys' });
  #name = new Field('Name of a new key', element('input', { maxlength: '100', autocomplete: 'off' }));
  #scopes = SCOPES.map(([value, text]) => {
    const box = element('input', { type: 'checkbox', value, checked: value.startsWith('subscriptions') });
    return { box, node: element('label', { class: 'check' }, box, text) };
  });
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #made = element('div', { class: 'made', role: 'status' });

  /** @param {HTMLElement} place hidden where the server allows none of it */
  constructor(place) {
    this.#place = place;
    place.append(
      element('h3', {}, 'Keys for programs'),
      element('p', { class: 'hint' }, 'A key lets a script or another device use your alerts.'),
      this.#list,
      this.#made,
      element(
        'form',
        { class: 'new-key', novalidate: true, submit: (event) => this.#create(event) },
        this.#name.node,
        element('fieldset', { class: 'scopes' }, element('legend', {}, 'It may'), ...this.#scopes.map(({ node }) => node)),
        this.#problem,
        element('button', { class: 'secondary' }, 'Create key'),
      ),
    );
  }

  /** From now on those of another account; null if there is none. */
  use(account) {
    if (account?.id !== this.#account?.id) {
      this.#account = account;
      this.#made.replaceChildren();
      this.#list.replaceChildren();
      this.#place.hidden = true;
    }
  }

  /** Asks the server, and shows all of this only if it answers. */
  async load() {
    if (this.#account === null) {
      return;
    }
    try {
      const { keys } = await call('GET', '/keys?limit=1000');
      this.#list.replaceChildren(...keys.map((key) => this.#row(key)));
      this.#place.hidden = false;
    } catch (refusal) {
      this.#place.hidden = refusal.status === 401 || refusal.status === 403;
      this.#complain(refusal);
    }
  }

  #row(key) {
    const used = key.last_used_at ? `last used ${time(new Date(key.last_used_at))}` : 'never used';
    const end = key.expires_at ? ` · until ${time(new Date(key.expires_at))}` : '';
    return element(
      'li',
      { class: 'key' },
      element('div', { class: 'row-main' }, element('strong', {}, key.name), element('span', { class: 'terms' }, `${key.scopes.map(scope).join(', ')} · ${used}${end}`)),
      element('button', { type: 'button', class: 'secondary', click: () => this.#revoke(key) }, 'Revoke', element('span', { class: 'said' }, ` ${key.name}`)),
    );
  }

  async #create(event) {
    event.preventDefault();
    this.#complain(null);
    const name = this.#name.value.trim();
    const scopes = this.#scopes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    this.#name.complain(name ? null : 'Enter a name, so that you know later what it is for.');
    if (!name) {
      return;
    }
    try {
      const made = await call('POST', '/keys', { name, scopes });
      this.#name.input.value = '';
      this.#reveal(made);
      await this.load();
    } catch (refusal) {
      refusal.field === 'scopes' ? this.#say('Choose at least one thing that it may do.') : this.#complain(refusal);
    }
  }

  #reveal({ name, key }) {
    const secret = element('input', { readonly: true, value: key, 'aria-label': `Key ${name}`, class: 'secret', focus: () => secret.select() });
    const copied = element('span', { class: 'hint', role: 'status' });
    this.#made.replaceChildren(
      element('p', {}, element('strong', {}, `Copy the key ${name} now.`), ' It is not shown again.'),
      element('div', { class: 'secret-line' }, secret, element('button', { type: 'button', class: 'secondary', click: () => copy(secret, copied) }, 'Copy')),
      copied,
    );
    secret.focus();
  }

  async #revoke(key) {
    try {
      await call('DELETE', `/keys/${encodeURIComponent(key.id)}`);
      this.#made.replaceChildren();
      await this.load();
      this.#name.input.focus();
    } catch (refusal) {
      this.#complain(refusal);
    }
  }

  #complain(refusal) {
    this.#say(refusal && reason(refusal));
  }

  #say(sentence) {
    this.#problem.hidden = sentence === null;
    this.#problem.textContent = sentence ?? '';
  }
}

function scope(name) {
  return SCOPES.find(([value]) => value === name)?.[1] ?? name;
}

/** The clipboard needs https or the machine itself; elsewhere the key is selected for copying. */
async function copy(secret, copied) {
  try {
    await navigator.clipboard.writeText(secret.value);
    write(copied, 'Copied.');
  } catch {
    secret.focus();
    write(copied, 'Selected; copy it with the keyboard or the menu.');
  }
}
