package io.coinpanel.model;

/**
 * The names both services give to Postgres NOTIFY. A notification only wakes: what happened is
 * always read from the tables, so a lost one costs time and nothing else.
 */
public final class Channel {

  /** The webserver committed new or ended subscriptions. */
  public static final String SUBSCRIPTION = "subscription";

  /** Ingestion committed notifications or activations. */
  public static final String NOTIFICATION = "notification";

  /** Ingestion committed a new list of symbols. */
  public static final String SYMBOL = "symbol";

  /** A connection was resumed on another webserver than the one it was connected to. */
  public static final String CONNECTION = "connection";

  private Channel() {}
}
