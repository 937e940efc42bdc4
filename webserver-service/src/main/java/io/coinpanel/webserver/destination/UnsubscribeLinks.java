package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.secret.RandomToken;
import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Links in mails by which their receivers end them, without an account. */
final class UnsubscribeLinks {

  private static final String REPLACE =
      """
      insert into unsubscribe_link (destination_id, token_hash)
      values (?, ?)
      on conflict (destination_id) do update
      set token_hash = excluded.token_hash
      """;

  private static final String FIND =
      "select destination_id from unsubscribe_link where token_hash = ?";

  private final JdbcClient database;
  private final DeliveryStates states;
  private final TransactionOperations transactions;
  private final SecureRandom random = new SecureRandom();

  UnsubscribeLinks(JdbcClient database, DeliveryStates states, TransactionOperations transactions) {
    this.database = database;
    this.states = states;
    this.transactions = transactions;
  }

  /** The token of a new link, which replaces the destination's link before. */
  String create(long destination) {
    String token = RandomToken.of(random);
    database.sql(REPLACE).params(destination, Sha256.of(token)).update();
    return token;
  }

  /**
   * Nothing more is sent until the receiver agrees again. Used twice, it changes nothing.
   *
   * @return false if there is no such link
   */
  boolean unsubscribe(String token) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status ->
                database
                    .sql(FIND)
                    .param(Sha256.of(token))
                    .query(Long.class)
                    .optional()
                    .map(this::end)
                    .orElse(false)));
  }

  private boolean end(long destination) {
    int ended =
        database
            .sql(
                "update destination set confirmed_at = null"
                    + " where id = ? and confirmed_at is not null")
            .param(destination)
            .update();
    if (ended > 0) {
      states.disable(destination, "unsubscribed by the recipient");
    }
    return true;
  }
}
