package io.coinpanel.webserver.socket;

/** Delivery's cursors in the notification table. Single writer, many readers. */
public final class DeliveryProgress {

  private volatile long readUpTo = -1;
  private volatile long deliveredUpTo = -1;

  /** Everything up to this id was routed. */
  public void start(long last) {
    deliveredUpTo = last;
    readUpTo = last;
  }

  /** Rows up to this id are about to be routed. */
  public void beginDelivery(long id) {
    readUpTo = id;
  }

  /** Everything read was routed. */
  public void endDelivery() {
    deliveredUpTo = readUpTo;
  }

  public boolean isStarted() {
    return readUpTo >= 0;
  }

  /**
   * Later notifications are routed to sockets registered before this call; earlier ones may have
   * been missed.
   */
  public long readUpTo() {
    return readUpTo;
  }

  /** Every notification up to this id was routed before this call. */
  public long deliveredUpTo() {
    return deliveredUpTo;
  }
}
