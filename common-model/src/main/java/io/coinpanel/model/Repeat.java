package io.coinpanel.model;

/** How often a subscription notifies. */
public enum Repeat implements WireEnum {
  /** At every firing. */
  EVERY,
  /** At the first firing, which finishes the subscription. */
  ONCE,
  /** At the first firing of each minute in UTC, by trade time. */
  ONCE_PER_MINUTE
}
