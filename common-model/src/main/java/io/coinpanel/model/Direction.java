package io.coinpanel.model;

/** Which way the price went. */
public enum Direction implements WireEnum {
  UP,
  DOWN
}
