package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Ends subscriptions at their clients' wish, finished ones too: those leave the list. Doing it
 * again changes nothing, so a commit that was not answered may be repeated.
 */
final class Unsubscribing implements Step<Long, Boolean> {

  private static final String UPDATE =
      "update subscription set ended_at = coalesce(ended_at, ?), ended_as = 'unsubscribed',"
          + " changed_in = pg_current_xact_id()"
          + " where id in (select id from subscription where id = any (?)"
          + " and ended_as is distinct from 'unsubscribed' order by id for no key update)";

  private final InstantSource clock;

  Unsubscribing(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Boolean> execute(Connection database, List<Long> ids) throws SQLException {
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      update.setArray(2, database.createArrayOf("int8", ids.toArray()));
      update.executeUpdate();
    }
    return ids.stream().map(id -> true).toList();
  }

  @Override
  public boolean changesSubscriptions() {
    return true;
  }
}
