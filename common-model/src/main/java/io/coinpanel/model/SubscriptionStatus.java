package io.coinpanel.model;

/** A subscription's state. It only moves forward. */
public enum SubscriptionStatus implements WireEnum {
  /** Stored, and not yet watched by ingestion. */
  PENDING,
  /** Every trade of its symbol is judged against it. */
  ACTIVE,
  /** Finished: notified once, expired, or its connection has ended. */
  FINISHED,
  /** Taken back by its client. */
  UNSUBSCRIBED
}
