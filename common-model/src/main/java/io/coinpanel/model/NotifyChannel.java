package io.coinpanel.model;

/**
 * The Postgres NOTIFY channels both services use. The tables are authoritative, so a lost NOTIFY
 * costs latency only.
 */
public final class NotifyChannel {

  /** The webserver committed new, updated or ended subscriptions. */
  public static final String SUBSCRIPTION = "subscription";

  /**
   * Ingestion committed notifications, activations or ends of subscriptions. The payload is either
   * empty, or all that was committed: {@link #ROWS} alone on the first line, then a few
   * notifications in the order of their ids, one a line, and no activation. Readers that find
   * another first line fall back to the table, so the format can change. A line has, separated by
   * blanks: id, subscription, owner, trade, price and previous price in {@link Price#units()
   * units}, time of the trade and of the row in microseconds since the epoch, {@link Source},
   * revision of the subscription.
   */
  public static final String NOTIFICATION = "notification";

  /** Ingestion committed a new list of symbols. */
  public static final String SYMBOL = "symbol";

  /**
   * A connection was resumed on another webserver than the one it was connected to. The payload is
   * {@code v1}, a blank and the id of the webserver that has lost it; anything else is for all.
   */
  public static final String CONNECTION = "connection";

  /** The first line of a payload with rows, which names the version of their format. */
  public static final String ROWS = "v2";

  /**
   * Condition for a NOTIFY, in SQL: a full queue fails every commit with NOTIFY while a listener
   * does not read, and listeners poll the tables anyway.
   */
  public static final String HAS_ROOM = "pg_notification_queue_usage() < 0.9";

  private NotifyChannel() {}
}
