package io.coinpanel.model;

/**
 * A part of all subscriptions, with their notifications, that has one writer at a time. The ids of
 * a shard's notifications are in commit order.
 */
public record Shard(int number) {

  /** All there is: the tables hold one shard. */
  public static final Shard ONLY = new Shard(0);

  public Shard {
    if (number < 0) {
      throw new IllegalArgumentException("invalid shard: " + number);
    }
  }
}
