package io.coinpanel.testkit.market;

/**
 * What a subscription asks for.
 *
 * @param threshold units of 10^-8
 * @param cooldownSeconds in trade time; zero for none
 * @param expiresAt epoch milliseconds; {@link #NEVER} if it does not
 */
public record SubscriptionTerms(
    String symbol,
    Direction condition,
    long threshold,
    boolean once,
    int cooldownSeconds,
    long expiresAt) {

  public static final long NEVER = Long.MAX_VALUE;

  /** Conditions, by the names that the table knows. */
  public enum Direction {
    above,
    below,
    cross
  }

  /** The crossing rule, in the words of the protocol. */
  boolean isCrossed(long before, long price) {
    boolean above = before <= threshold && threshold < price;
    boolean below = before >= threshold && threshold > price;
    return switch (condition) {
      case above -> above;
      case below -> below;
      case cross -> above || below;
    };
  }

  /** Whether a trade at this time is too late for it. */
  boolean isExpiredAt(long time) {
    return time >= expiresAt;
  }
}
