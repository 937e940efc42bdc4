package io.coinpanel.model;

/** How often a subscription notifies. */
public enum Repeat implements WireEnum {
  /** At every crossing. */
  EVERY,
  /** At the first crossing, which finishes the subscription. */
  ONCE
}
