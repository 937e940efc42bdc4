package io.coinpanel.backtest;

import io.coinpanel.matching.Crossings;
import io.coinpanel.model.Direction;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A firing, with all that its notification would have carried; null where there is nothing to say.
 *
 * @param price in units of {@link Price}, as the previous one
 * @param level the price that was reached or passed
 * @param referencePrice what a change is measured from
 * @param barEnd the end of the bar whose close it is
 */
public record Firing(
    long tradeId,
    long price,
    @Nullable Long previousPrice,
    Instant tradeTime,
    Source source,
    @Nullable Direction direction,
    @Nullable BigDecimal level,
    @Nullable Price referencePrice,
    @Nullable Instant barEnd) {

  /** Decimals of a level: those of a price, and six of its fraction. */
  private static final int LEVEL_SCALE = Price.SCALE + 6;

  static Firing of(Crossings crossings, int row) {
    Long reference = value(crossings.referencePrice(row));
    Long barEnd = value(crossings.barEnd(row));
    return new Firing(
        crossings.tradeId(row),
        crossings.price(row),
        value(crossings.previousPrice(row)),
        Instant.ofEpochMilli(crossings.tradeTime(row)),
        crossings.source(row),
        crossings.direction(row),
        level(crossings, row),
        reference == null ? null : new Price(reference),
        barEnd == null ? null : Instant.ofEpochMilli(barEnd));
  }

  private static @Nullable BigDecimal level(Crossings crossings, int row) {
    Long units = value(crossings.level(row));
    return units == null
        ? null
        : BigDecimal.valueOf(units, Price.SCALE)
            .add(BigDecimal.valueOf(crossings.levelFraction(row), LEVEL_SCALE));
  }

  private static @Nullable Long value(long column) {
    return column == Crossings.NONE ? null : column;
  }
}
