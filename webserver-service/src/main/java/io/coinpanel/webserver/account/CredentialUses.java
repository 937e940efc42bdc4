package io.coinpanel.webserver.account;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * When keys and sessions were last used, stored once a second for all of them. A session lives for
 * thirty days after its last use, so the last second may be lost with the process.
 */
final class CredentialUses {

  private static final int MAX = 100_000;
  private static final int BATCH = 1_000;
  private static final String KEY =
      """
      update api_key set last_used_at = ?
      where id = ? and (last_used_at is null or last_used_at < ?)
      """;
  private static final String SESSION =
      "update web_session set used_at = ? where id = ? and used_at < ?";

  private final JdbcOperations database;
  private final Map<String, Instant> keys = new ConcurrentHashMap<>();
  private final Map<Long, Instant> sessions = new ConcurrentHashMap<>();

  CredentialUses(JdbcOperations database) {
    this.database = database;
  }

  void record(Credential credential, Instant at) {
    switch (credential) {
      case Credential.ApiKey(String id) -> record(keys, id, at);
      case Credential.Session(long id) -> record(sessions, id, at);
      case Credential.Jwt _, Credential.Local _ -> {}
    }
  }

  private static <T> void record(Map<T, Instant> uses, T id, Instant at) {
    if (uses.size() < MAX) {
      uses.put(id, at);
    }
  }

  void doWork() {
    store(KEY, keys);
    store(SESSION, sessions);
  }

  private <T extends Comparable<T>> void store(String update, Map<T, Instant> uses) {
    // A copy that is sorted, so that webservers lock the rows in the same order.
    Map<T, Instant> taken = new TreeMap<>(uses);
    if (!taken.isEmpty()) {
      database.batchUpdate(update, taken.entrySet(), BATCH, CredentialUses::bind);
      taken.forEach(uses::remove);
    }
  }

  private static void bind(PreparedStatement update, Map.Entry<?, Instant> use)
      throws SQLException {
    OffsetDateTime at = use.getValue().atOffset(ZoneOffset.UTC);
    update.setObject(1, at);
    update.setObject(2, use.getKey());
    update.setObject(3, at);
  }
}
