package io.coinpanel.webserver.account;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes all webservers read something of an account again. */
final class AccountEvents {

  private final JdbcClient database;

  AccountEvents(JdbcClient database) {
    this.database = database;
  }

  /** Some of its credentials have ended, in the transaction that ends them. */
  void credentialsChanged(long account) {
    database
        .sql("insert into owner_event (owner_id, kind) values (?, 'credentials')")
        .param(account)
        .update();
  }

  void seen(long account, long notificationId) {
    database
        .sql("insert into owner_event (owner_id, kind, notification_id) values (?, 'seen', ?)")
        .param(account)
        .param(notificationId)
        .update();
  }
}
