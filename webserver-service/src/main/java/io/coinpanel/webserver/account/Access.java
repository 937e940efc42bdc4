package io.coinpanel.webserver.account;

/** Who may use this server. */
enum Access {
  /** Anonymous clients too; local programs act as account {@code local}. */
  OPEN,
  /** Accounts only. */
  ACCOUNTS
}
