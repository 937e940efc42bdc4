package io.coinpanel.model;

/** Where a subscription is in its life. It only ever moves forward. */
public enum SubscriptionStatus implements Term {
  /** Stored, and not yet watched by ingestion. */
  PENDING,
  /** Every trade of its symbol is judged against it. */
  ACTIVE,
  /** Over by itself: notified once, expired, or its connection is gone for good. */
  FINISHED,
  /** Taken back by its client. */
  UNSUBSCRIBED
}
