package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Direction;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription fired, as far as it was stored; null where it was not, or where there is
 * nothing to say.
 *
 * @param level the price that was reached or passed, with up to 14 decimals
 * @param referencePrice what a change is measured from
 * @param barEnd the end of the bar whose close it is
 */
public record FiringDetails(
    @Nullable Direction direction,
    @Nullable BigDecimal level,
    @Nullable Price referencePrice,
    @Nullable Instant barEnd) {

  /** Of a plain threshold, whose terms and prices say it all. */
  public static final FiringDetails NONE = new FiringDetails(null, null, null, null);

  /** The direction, which the condition or the prices tell if it was not stored. */
  @Nullable Direction direction(Condition condition, long price, @Nullable Long previousPrice) {
    if (direction != null) {
      return direction;
    }
    return switch (condition.kind()) {
      case ABOVE, RISE -> Direction.UP;
      case BELOW, FALL -> Direction.DOWN;
      case CROSS -> {
        if (previousPrice == null) {
          yield null;
        }
        yield price > previousPrice ? Direction.UP : Direction.DOWN;
      }
      case ENTER, LEAVE, MOVE, STEP -> null;
    };
  }

  /** The level in plain notation; a threshold is its own. */
  @Nullable String level(Condition condition) {
    if (level != null) {
      return level.stripTrailingZeros().toPlainString();
    }
    return condition instanceof Condition.Threshold threshold
        ? threshold.threshold().toString()
        : null;
  }
}
