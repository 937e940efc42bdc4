package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Shard;
import java.sql.SQLException;

/** Where committed notifications and activations come from. */
public interface NotificationSource {

  /**
   * Passes the shard's events to the sink from where that is, in commit order and none missing,
   * until the source fails or the thread is interrupted. Keeps no state: whoever follows next, or
   * another source, continues from the sink's cursors.
   */
  void follow(Shard shard, EventSink sink) throws SQLException, InterruptedException;
}
