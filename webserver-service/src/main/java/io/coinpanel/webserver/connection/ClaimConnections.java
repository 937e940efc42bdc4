package io.coinpanel.webserver.connection;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.StoredConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves connections to this webserver. Row locks wait for writes in progress on other webservers.
 */
final class ClaimConnections
    implements WriteOperation<ClaimConnections.Claim, Optional<ClaimConnections.Claimed>> {

  private static final String LOCK =
      """
      select webserver_id
      from connection
      where id = ? and ended_at is null
      for update
      """;

  /** This webserver's row is gone if it was taken for dead. */
  private static final String MOVE =
      """
      with alive as (
        insert into webserver (id, started_at, seen_at)
        values (?, now(), now())
        on conflict (id) do nothing
      )
      update connection
      set
        webserver_id = ?,
        gone_at = null,
        confirmed_id = coalesce(?, confirmed_id)
      from owner
      where connection.id = ? and owner.id = connection.id
      returning confirmed_id, dropped_id, address
      """;

  private static final String VERSION = "v1 ";

  private final UUID webserver;

  ClaimConnections(UUID webserver) {
    this.webserver = webserver;
  }

  /**
   * A claim of a connection by this webserver.
   *
   * @param last the last notification the client has processed; null if not given
   */
  record Claim(long id, @Nullable Long last) {}

  /**
   * A connection that was moved.
   *
   * @param dropped the last of its notifications that is no longer stored
   */
  record Claimed(StoredConnection connection, long dropped) {}

  /** Whether a NOTIFY may concern a connection of this webserver. */
  static boolean concerns(UUID webserver, String payload) {
    return !payload.startsWith(VERSION) || payload.equals(VERSION + webserver);
  }

  /** Empty for connections that have ended. */
  @Override
  public List<Optional<Claimed>> execute(Connection database, List<Claim> claims)
      throws SQLException {
    List<Optional<Claimed>> answers = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      answers.add(claim(database, claim));
    }
    return answers;
  }

  private Optional<Claimed> claim(Connection database, Claim claim) throws SQLException {
    try (PreparedStatement lock = database.prepareStatement(LOCK)) {
      lock.setLong(1, claim.id());
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        UUID owner = row.getObject(1, UUID.class);
        if (owner != null && !owner.equals(webserver)) {
          wakeOwner(database, owner);
        }
      }
    }
    return Optional.of(move(database, claim));
  }

  private static void wakeOwner(Connection database, UUID owner) throws SQLException {
    try (PreparedStatement notify =
        database.prepareStatement("select pg_notify(?, ?) where " + NotifyChannel.HAS_ROOM)) {
      notify.setString(1, NotifyChannel.CONNECTION);
      notify.setString(2, VERSION + owner);
      notify.execute();
    }
  }

  private Claimed move(Connection database, Claim claim) throws SQLException {
    try (PreparedStatement move = database.prepareStatement(MOVE)) {
      move.setObject(1, webserver);
      move.setObject(2, webserver);
      move.setObject(3, claim.last(), Types.BIGINT);
      move.setLong(4, claim.id());
      try (ResultSet row = move.executeQuery()) {
        row.next();
        String address = row.getString(3);
        return new Claimed(
            new StoredConnection(
                claim.id(), row.getLong(1), address == null ? null : ClientAddress.parse(address)),
            row.getLong(2));
      }
    }
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
