package io.coinpanel.benchmarks.deliveries;

import io.coinpanel.webserver.secret.SecretKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seeds accounts with a webhook and subscriptions each, directly into the tables. */
final class SeedWebhooks {

  private static final int SECRET_BYTES = 32;

  private static final String ACCOUNTS =
      """
      insert into account (name, created_at)
      select :symbol || n, now() from generate_series(1, :count) n
      returning id
      """;

  private static final String WEBHOOKS =
      """
      with added as (
        insert into destination (account_id, kind, address, secrets, created_at, confirmed_at)
        select account, 'webhook', :uri || '/' || account, :secrets, now(), now()
        from unnest(:accounts::bigint[]) account
        returning id
      )
      insert into delivery_state (destination_id, done_id, wanted_id)
      select id, 0, 0 from added
      """;

  private static final String SUBSCRIPTIONS =
      """
      insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)
      select account, :symbol, 'above', :lowest + n * 0.001, 'every', now()
      from unnest(:accounts::bigint[]) account, generate_series(1, :each) n
      """;

  private final JdbcClient database;
  private final String key = random();
  private final String secret = "whsec_" + random();

  SeedWebhooks(JdbcClient database) {
    this.database = database;
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** What a webserver needs to read the secrets. */
  String key() {
    return key;
  }

  /** What all of them are signed with. */
  String secret() {
    return secret;
  }

  /**
   * Accounts with a webhook each.
   *
   * @param each thresholds that each of them has on the symbol, just above the lowest
   */
  void add(String symbol, int accounts, int each, int lowest, URI uri) {
    Long[] ids =
        database
            .sql(ACCOUNTS)
            .param("symbol", symbol)
            .param("count", accounts)
            .query(Long.class)
            .list()
            .toArray(Long[]::new);
    database
        .sql(WEBHOOKS)
        .param("accounts", ids)
        .param("uri", uri.toString())
        .param("secrets", sealed())
        .update();
    database
        .sql(SUBSCRIPTIONS)
        .param("accounts", ids)
        .param("symbol", symbol)
        .param("lowest", lowest)
        .param("each", each)
        .update();
  }

  private byte[] sealed() {
    byte[] json = "{\"secret\":\"%s\"}".formatted(secret).getBytes(StandardCharsets.UTF_8);
    return SecretKeys.parse(key).encrypt(json, "destination webhook");
  }
}
