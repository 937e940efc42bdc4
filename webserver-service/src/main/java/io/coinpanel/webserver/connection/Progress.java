package io.coinpanel.webserver.connection;

/**
 * How far delivery has come in the table of notifications. One thread moves it, all may read it.
 */
public final class Progress {

  private volatile long reached = -1;
  private volatile long delivered = -1;

  /** Everything up to here has been handed to its connection. */
  public void begin(long last) {
    delivered = last;
    reached = last;
  }

  /** Rows up to here are about to be handed over. */
  public void reach(long id) {
    reached = id;
  }

  /** All that was reached has been handed over. */
  public void deliver() {
    delivered = reached;
  }

  public boolean hasBegun() {
    return reached >= 0;
  }

  /**
   * Every later notification is handed to a connection that was registered before this was asked;
   * one up to here may have passed it.
   */
  public long reached() {
    return reached;
  }

  /** Every notification up to here was handed to its connection before this was asked. */
  public long delivered() {
    return delivered;
  }
}
