package io.coinpanel.ingestion.persistence;

import io.coinpanel.model.OutageLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes of symbols that have not been traded since their state was stored that no notification is
 * later than it. A new leader reads all notifications behind the oldest state, and a quiet symbol's
 * is of long ago.
 */
public final class QuietStates implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(QuietStates.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** So many notifications are read at no cost that matters. */
  private static final int FEW = 10_000;

  // A trade cursor is stored with the notifications up to it, so both are of one moment here.
  private static final String ADVANCE =
      """
      update matching_state
      set notification_id = latest.id
      from last_trade, (select max(id) as id from notification) latest
      where last_trade.symbol = matching_state.symbol
        and last_trade.trade_id = matching_state.trade_id
        and matching_state.notification_id < latest.id - ?
      """;

  private final OutageLog outage = new OutageLog(LOG, "Advancing states of quiet symbols");
  private final JdbcClient database;

  public QuietStates(JdbcClient database) {
    this.database = database;
  }

  /** Advances them until interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        tryToAdvance();
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToAdvance() {
    try {
      advance();
      outage.recovered();
    } catch (DataAccessException failure) {
      outage.failed(failure);
    }
  }

  /** Returns how many were behind. */
  int advance() {
    return database.sql(ADVANCE).param(FEW).update();
  }
}
