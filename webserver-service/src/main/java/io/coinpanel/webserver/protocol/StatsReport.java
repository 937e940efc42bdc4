package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of an owner's subscriptions and notifications. */
public record StatsReport(
    long active,
    long pending,
    long paused,
    long notificationsLastHour,
    long notificationsLastDay,
    List<OfSymbol> symbols) {

  /**
   * Figures of one symbol.
   *
   * @param price the last one, or null if none has been seen
   * @param nearestAbove the lowest threshold above the price, or null
   * @param nearestBelow the highest threshold below the price, or null
   */
  public record OfSymbol(
      String symbol,
      @Nullable Price price,
      long subscriptions,
      @Nullable Price nearestAbove,
      @Nullable Price nearestBelow,
      long notificationsLastDay) {}

  int weight() {
    return 256 + 192 * symbols.size();
  }
}
