package io.coinpanel.model;

/**
 * The names both services give to Postgres NOTIFY. What happened is in the tables and can always be
 * read there, so a lost NOTIFY costs time and nothing else.
 */
public final class Channel {

  /** The webserver committed new or ended subscriptions. */
  public static final String SUBSCRIPTION = "subscription";

  /**
   * Ingestion committed notifications or activations. The payload is either empty, or all that was
   * committed: a few notifications in the order of their ids, one a line, and no activation. A line
   * has, separated by blanks: id, subscription, connection, trade, price and previous price in
   * {@link Price#units() units}, time of the trade and of the row in microseconds since the epoch,
   * {@link Source}.
   */
  public static final String NOTIFICATION = "notification";

  /** Ingestion committed a new list of symbols. */
  public static final String SYMBOL = "symbol";

  /** A connection was resumed on another webserver than the one it was connected to. */
  public static final String CONNECTION = "connection";

  private Channel() {}
}
