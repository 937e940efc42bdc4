package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Repeat.EVERY;

/**
 * What a subscription asks for.
 *
 * @param cooldownSeconds in trade time; zero for none
 * @param expiresAt epoch milliseconds; {@link #NEVER} if it does not
 */
public record Terms(Condition condition, Repeat repeat, int cooldownSeconds, long expiresAt) {

  public static final long NEVER = Long.MAX_VALUE;

  public static Terms of(Condition condition) {
    return new Terms(condition, EVERY, 0, NEVER);
  }

  public Terms condition(Condition changed) {
    return new Terms(changed, repeat, cooldownSeconds, expiresAt);
  }

  public Terms repeat(Repeat changed) {
    return new Terms(condition, changed, cooldownSeconds, expiresAt);
  }

  public Terms cooldown(int seconds) {
    return new Terms(condition, repeat, seconds, expiresAt);
  }

  public Terms expiresAt(long time) {
    return new Terms(condition, repeat, cooldownSeconds, time);
  }
}
