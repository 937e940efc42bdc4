package io.coinpanel.simulator.rules;

import java.time.Duration;

/** The limits of the REST side. Set before the start; a test shrinks what it waits for. */
public final class RestRules {

  private int weightPerMinute = 6000;
  private int refusalsBeforeBan = 5;
  private Duration ban = Duration.ofMinutes(2);

  private RestRules() {}

  /** Everything as the exchange documents it. */
  public static RestRules documented() {
    return new RestRules();
  }

  /** Weight an address may use in a calendar minute. */
  public int weightPerMinute() {
    return weightPerMinute;
  }

  public RestRules weightPerMinute(int value) {
    weightPerMinute = value;
    return this;
  }

  /** Answers 429 within a minute before an address that goes on is banned with 418. */
  public int refusalsBeforeBan() {
    return refusalsBeforeBan;
  }

  public RestRules refusalsBeforeBan(int value) {
    refusalsBeforeBan = value;
    return this;
  }

  /** Length of the first ban; each later one is twice as long, up to three days. */
  public Duration ban() {
    return ban;
  }

  public RestRules ban(Duration value) {
    ban = value;
    return this;
  }
}
