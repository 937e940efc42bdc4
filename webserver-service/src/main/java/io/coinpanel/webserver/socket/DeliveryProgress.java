package io.coinpanel.webserver.socket;

/**
 * How far this webserver has routed the notifications of a shard. Written by the thread that routes
 * them, read by any.
 */
public final class DeliveryProgress {

  private volatile long routing = -1;
  private volatile long routed = -1;

  /** Everything up to this id was there before. */
  public void start(long last) {
    routed = last;
    routing = last;
  }

  /** Notifications up to this id are about to be routed. */
  public void beginRouting(long id) {
    routing = id;
  }

  /** All of them were routed. */
  public void endRouting() {
    routed = routing;
  }

  public boolean isStarted() {
    return routing >= 0;
  }

  /**
   * Later notifications are routed to sockets registered before this call; earlier ones may have
   * been missed.
   */
  public long routing() {
    return routing;
  }

  /** Every notification up to this id was routed before this call. */
  public long routed() {
    return routed;
  }
}
