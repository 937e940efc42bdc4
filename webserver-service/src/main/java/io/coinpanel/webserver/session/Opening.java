package io.coinpanel.webserver.session;

import io.coinpanel.webserver.commit.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Inserts the rows of new connections and gives them their ids. */
final class Opening implements Step<Opening.Newcomer, Long> {

  private static final String INSERT =
      "insert into connection (token_hash, webserver_id, created_at, confirmed_id)"
          + " select hash, ?, ?, cursor from unnest(?::bytea[], ?::bigint[]) as new (hash, cursor)"
          + " returning id, token_hash";

  private final UUID webserver;
  private final InstantSource clock;

  Opening(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  /**
   * A client that has just connected.
   *
   * @param cursor every notification up to here is somebody else's
   */
  record Newcomer(Token token, long cursor) {}

  @Override
  public List<Long> execute(Connection database, List<Newcomer> newcomers) throws SQLException {
    Map<String, Long> ids = new HashMap<>();
    try (PreparedStatement insert = database.prepareStatement(INSERT)) {
      insert.setObject(1, webserver);
      insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
      Object[] hashes = newcomers.stream().map(one -> one.token().hash()).toArray(byte[][]::new);
      insert.setArray(3, database.createArrayOf("bytea", hashes));
      Object[] cursors = newcomers.stream().map(Newcomer::cursor).toArray();
      insert.setArray(4, database.createArrayOf("int8", cursors));
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          ids.put(HexFormat.of().formatHex(rows.getBytes(2)), rows.getLong(1));
        }
      }
    }
    return newcomers.stream().map(newcomer -> id(ids, newcomer)).toList();
  }

  private static Long id(Map<String, Long> ids, Newcomer newcomer) {
    return Objects.requireNonNull(ids.get(HexFormat.of().formatHex(newcomer.token().hash())));
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
