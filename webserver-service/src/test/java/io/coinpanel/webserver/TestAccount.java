package io.coinpanel.webserver;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An account with an API key.
 *
 * @param key the whole of it
 */
record TestAccount(long id, String key) {

  private static final int SECRET_LENGTH = 32;

  /** A new one whose key has all scopes of its own subscriptions. */
  static TestAccount create(TestWebserver webserver) {
    return create(webserver, "subscriptions:read", "subscriptions:write");
  }

  static TestAccount create(TestWebserver webserver, String... scopes) {
    JdbcClient database = webserver.database();
    long id =
        database
            .sql("insert into account (name, created_at) values (?, now()) returning id")
            .param(UUID.randomUUID().toString())
            .query(Long.class)
            .single();
    return new TestAccount(id, "").withKey(webserver, scopes);
  }

  /** The same one with another key. */
  TestAccount withKey(TestWebserver webserver, String... scopes) {
    String random = UUID.randomUUID().toString().replace("-", "");
    String keyId = random.substring(0, 8);
    String secret = random.substring(0, SECRET_LENGTH);
    webserver
        .database()
        .sql(
            "insert into api_key (id, secret_hash, account_id, name, scopes, created_at)"
                + " values (?, sha256(?::bytea), ?, 'test', ?, now())")
        .params(keyId, secret, id, scopes)
        .update();
    return new TestAccount(id, "cp_" + keyId + "_" + secret);
  }

  HttpCaller at(TestWebserver webserver) {
    return HttpCaller.withKey(webserver.port(), key);
  }

  /** Subscribes to a threshold of btcusdt and returns the id. */
  long subscribe(TestWebserver webserver, String threshold) {
    HttpCaller.Answer answer =
        at(webserver)
            .post(
                "/api/v1/subscriptions",
                "{\"symbol\":\"btcusdt\",\"threshold\":\"" + threshold + "\"}");
    return Long.parseLong(answer.text("id"));
  }

  /** The key cannot be used any more. */
  void revokeKey(TestWebserver webserver) {
    webserver
        .database()
        .sql("update api_key set revoked_at = now() where id = ?")
        .param(key.substring(3, 11))
        .update();
    webserver
        .database()
        .sql("insert into owner_event (owner_id, kind) values (?, 'credentials')")
        .param(id)
        .update();
  }
}
