package io.coinpanel.webserver.account;

/** Who may use this server. */
enum Access {
  /** Anonymous clients too; whoever is on the machine itself acts as account {@code local}. */
  OPEN,
  /** Accounts only. */
  ACCOUNTS
}
