package io.coinpanel.testkit.conditions;

/** Which way the price moved. */
public enum Direction {
  UP,
  DOWN
}
