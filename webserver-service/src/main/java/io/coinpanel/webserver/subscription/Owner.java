package io.coinpanel.webserver.subscription;

/** Whom subscriptions belong to. */
public sealed interface Owner {

  long id();

  /** An anonymous connection; only the webserver that has its socket changes its subscriptions. */
  record Anonymous(long id) implements Owner {}

  /** An account, whose subscriptions any webserver changes. */
  record Account(long id) implements Owner {}
}
