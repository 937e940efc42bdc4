package io.coinpanel.testkit.conditions;

/** How often a subscription fires. */
public enum Repeat {
  EVERY,
  ONCE,
  ONCE_PER_MINUTE
}
