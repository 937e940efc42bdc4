package io.coinpanel.webserver.session;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.commit.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Moves connections to this webserver, and deletes the rows their sockets came with. What another
 * webserver is storing for one is waited for: locking a row for update does that.
 */
final class Claiming implements Step<Claiming.Claim, OptionalLong> {

  private static final String LOCK =
      "select webserver_id from connection where id = ? and ended_at is null for update";
  private static final String MOVE =
      "update connection set webserver_id = ?, gone_at = null where id = ?"
          + " returning confirmed_id";
  private static final String FORGET = "delete from connection where id = ? and id <> ?";

  private final UUID webserver;
  private final Departures departures;

  Claiming(UUID webserver, Departures departures) {
    this.webserver = webserver;
    this.departures = departures;
  }

  /** That the socket of connection {@code fresh} is the client of connection {@code id}. */
  record Claim(long id, long fresh) {}

  /** Answers up to which notification the client is known to have been told; empty if too late. */
  @Override
  public List<OptionalLong> execute(Connection database, List<Claim> claims) throws SQLException {
    OptionalLong[] answers = new OptionalLong[claims.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = claim(database, claims.get(i));
    }
    return List.of(answers);
  }

  private OptionalLong claim(Connection database, Claim claim) throws SQLException {
    departures.forget(claim.id());
    try (PreparedStatement lock = database.prepareStatement(LOCK)) {
      lock.setLong(1, claim.id());
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          return OptionalLong.empty();
        }
        UUID owner = row.getObject(1, UUID.class);
        if (owner != null && !owner.equals(webserver)) {
          wakeOwner(database);
        }
      }
    }
    forget(database, claim);
    return OptionalLong.of(move(database, claim));
  }

  private static void wakeOwner(Connection database) throws SQLException {
    try (PreparedStatement notify = database.prepareStatement("select pg_notify(?, '')")) {
      notify.setString(1, Channel.CONNECTION);
      notify.execute();
    }
  }

  private static void forget(Connection database, Claim claim) throws SQLException {
    try (PreparedStatement delete = database.prepareStatement(FORGET)) {
      delete.setLong(1, claim.fresh());
      delete.setLong(2, claim.id());
      delete.executeUpdate();
    }
  }

  private long move(Connection database, Claim claim) throws SQLException {
    try (PreparedStatement move = database.prepareStatement(MOVE)) {
      move.setObject(1, webserver);
      move.setLong(2, claim.id());
      try (ResultSet row = move.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
