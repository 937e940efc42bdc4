package io.coinpanel.simulator.limits;

import java.time.Duration;

/** The limits of the REST side. Set before start; tests shorten the durations. */
public final class RestLimits {

  private int weightPerMinute = 6000;
  private int refusalsBeforeBan = 5;
  private Duration ban = Duration.ofMinutes(2);

  private RestLimits() {}

  /** Everything as the exchange documents it. */
  public static RestLimits documented() {
    return new RestLimits();
  }

  /** Weight an address may use in a calendar minute. */
  public int weightPerMinute() {
    return weightPerMinute;
  }

  public RestLimits weightPerMinute(int value) {
    weightPerMinute = value;
    return this;
  }

  /** 429 responses within a minute before an address is banned with 418. */
  public int refusalsBeforeBan() {
    return refusalsBeforeBan;
  }

  public RestLimits refusalsBeforeBan(int value) {
    refusalsBeforeBan = value;
    return this;
  }

  /** Length of the first ban; each later one is twice as long, up to three days. */
  public Duration ban() {
    return ban;
  }

  public RestLimits ban(Duration value) {
    ban = value;
    return this;
  }
}
