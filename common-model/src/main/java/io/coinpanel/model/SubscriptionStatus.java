package io.coinpanel.model;

/** A subscription's state. */
public enum SubscriptionStatus implements WireEnum {
  /** Stored, and not yet watched by ingestion. */
  PENDING,
  /** Every trade of its symbol is evaluated against it. */
  ACTIVE,
  /** Not evaluated until it is enabled again. */
  PAUSED,
  /** Its symbol does not trade. */
  HALTED,
  /** Finished: notified once, expired, or its owner is gone. */
  FINISHED,
  /** Taken back by its client. */
  UNSUBSCRIBED
}
