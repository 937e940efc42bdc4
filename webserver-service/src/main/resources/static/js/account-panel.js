// Who is signed in, and what only an account has: signing out and API keys.

import { call } from './api.js';
import { byId, write } from './element.js';
import { KeyList } from './key-list.js';
import { reason } from './words.js';

export class AccountPanel {
  #dialog = byId('account-dialog');
  #keys = new KeyList(byId('keys'));
  #onSignedOut;

  /** @param {() => void} onSignedOut */
  constructor(onSignedOut) {
    this.#onSignedOut = onSignedOut;
    byId('account').addEventListener('click', () => this.#open());
    byId('account-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => this.#keys.hideSecret());
    byId('sign-out').addEventListener('click', () => this.#signOut());
    this.show(null, null);
  }

  /**
   * @param {{id: string, name: string} | null} account
   * @param {string | null} credential "session" where a person has signed in, "local" where the
   *     machine itself is the account; null while that is not known
   */
  show(account, credential) {
    const local = credential === 'local';
    this.#describe(account === null ? 'Not signed in' : local ? 'This computer' : account.name, who(account, local));
    byId('sign-out').hidden = credential !== 'session';
    byId('sign-in').hidden = account !== null;
    this.#keys.use(account);
  }

  /** The server has ended the session. */
  signedOut() {
    this.show(null, null);
    this.#describe('Signed out', 'You are signed out. Your alerts stay active on the server.');
  }

  #describe(name, text) {
    write(byId('account-name'), name);
    write(byId('account-who'), text);
    byId('account').title = name;
  }

  #open() {
    this.#dialog.showModal();
    this.#keys.load();
  }

  async #signOut() {
    try {
      await call('DELETE', '/session');
    } catch (refusal) {
      if (refusal.status !== 401) {
        write(byId('account-who'), refusal.code === 'offline' ? 'You are still signed in: the server cannot be reached.' : reason(refusal));
        return;
      }
    }
    this.#onSignedOut();
  }
}

function who(account, local) {
  if (account === null) {
    return 'Your alerts belong to this browser. They end if it is disconnected for longer than the server keeps them.';
  }
  return local
    ? 'Your alerts belong to this computer. They stay active when you close the browser, and every browser on it shows them.'
    : `You are signed in as ${account.name}. Your alerts stay active when you close the browser, and all your devices show them.`;
}
