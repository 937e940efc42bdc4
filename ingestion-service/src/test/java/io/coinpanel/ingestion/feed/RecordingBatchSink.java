package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.Crossings;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Accepts every batch immediately and records its contents. */
final class RecordingBatchSink implements BatchSink {

  private final List<String> crossings = new CopyOnWriteArrayList<>();
  private final List<Long> finished = new CopyOnWriteArrayList<>();
  private final List<String> withoutCursor = new CopyOnWriteArrayList<>();
  private final List<String> activations = new CopyOnWriteArrayList<>();
  private final List<String> cursors = new CopyOnWriteArrayList<>();
  private final List<String> feedStates = new CopyOnWriteArrayList<>();
  private final List<PriceWindow> priceWindows = new CopyOnWriteArrayList<>();
  private final List<String> states = new CopyOnWriteArrayList<>();

  /** Ids of subscriptions. */
  List<Long> finished() {
    return finished;
  }

  /** Subscription, trade id, previous price, price, source. */
  List<String> crossings() {
    return crossings;
  }

  /** Crossings in a batch without a trade cursor. */
  List<String> withoutCursor() {
    return withoutCursor;
  }

  /** Subscription and price. */
  List<String> activations() {
    return activations;
  }

  /** Symbol and trade id, or no trade id. */
  List<String> cursors() {
    return cursors;
  }

  /** Symbol and state; since when is left out. */
  List<String> feedStates() {
    return feedStates;
  }

  List<PriceWindow> priceWindows() {
    return priceWindows;
  }

  /** Symbol and trade id of what conditions remember. */
  List<String> states() {
    return states;
  }

  @Override
  public Batch offer(Batch batch) {
    for (int row = 0; row < batch.crossings().size(); row++) {
      String crossing = text(batch.crossings(), row);
      crossings.add(crossing);
      if (batch.cursors().isEmpty()) {
        withoutCursor.add(crossing);
      }
    }
    batch.crossings().fired().forEach(finished::add);
    batch.crossings().expired().forEach(finished::add);
    batch
        .activations()
        .forEach(one -> activations.add(one.subscription() + " " + plain(one.price())));
    batch
        .cursors()
        .forEach(
            (symbol, position) ->
                cursors.add(symbol + " " + (position == null ? "" : position.tradeId())));
    batch.feedStates().forEach((symbol, state) -> feedStates.add(symbol + " " + text(state)));
    priceWindows.addAll(batch.priceWindows().values());
    batch
        .matchingStates()
        .forEach(
            (symbol, state) ->
                states.add(symbol + " " + (state == null ? "" : state.at().tradeId())));
    return new Batch();
  }

  private static String text(@Nullable FeedState state) {
    return switch (state) {
      case null -> "";
      case FeedState.Stale stale -> "stale after " + stale.afterTradeId();
      case FeedState.Ok ok -> "ok " + ok.found() + " " + ok.missing();
    };
  }

  @Override
  public Batch submit(Batch batch) {
    return offer(batch);
  }

  private static String text(Crossings all, int row) {
    return "%d: %d %s %s %s"
        .formatted(
            all.subscription(row),
            all.tradeId(row),
            plain(all.previousPrice(row)),
            plain(all.price(row)),
            all.source(row).wireName());
  }

  private static String plain(@Nullable Long units) {
    return units == null
        ? "none"
        : BigDecimal.valueOf(units, Price.SCALE).stripTrailingZeros().toPlainString();
  }
}
