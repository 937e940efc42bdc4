// Who is signed in, and what only an account has: signing out and keys.

import { call } from './api.js';
import { byId, write } from './element.js';
import { KeyList } from './key-list.js';

export class AccountPanel {
  #dialog = byId('account-dialog');
  #keys = new KeyList(byId('keys'));
  #onSignedOut;

  /** @param {() => void} onSignedOut */
  constructor(onSignedOut) {
    this.#onSignedOut = onSignedOut;
    byId('account').addEventListener('click', () => this.#open());
    byId('account-close').addEventListener('click', () => this.#dialog.close());
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
    write(byId('account-name'), account === null ? 'Not signed in' : local ? 'This computer' : account.name);
    write(byId('account-who'), who(account, local));
    byId('account').title = byId('account-name').textContent;
    byId('sign-out').hidden = credential !== 'session';
    byId('sign-in').hidden = account !== null;
    this.#keys.use(account);
  }

  #open() {
    this.#dialog.showModal();
    this.#keys.load();
  }

  async #signOut() {
    try {
      await call('DELETE', '/session');
      this.#onSignedOut();
    } catch (refusal) {
      write(byId('account-who'), `Signing out did not work: ${refusal.message}.`);
    }
  }
}

function who(account, local) {
  if (account === null) {
    return 'Your alerts belong to this browser. They end when it has been away for longer than the server waits.';
  }
  return local
    ? 'Your alerts belong to this computer. They go on when you close the browser, and every browser on it shows them.'
    : `You are signed in as ${account.name}. Your alerts go on when you close the browser, and all your devices show them.`;
}
