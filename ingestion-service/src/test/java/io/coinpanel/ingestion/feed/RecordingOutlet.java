package io.coinpanel.ingestion.feed;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes every batch at once, and remembers what was in it. */
final class RecordingOutlet implements BatchOutlet {

  private final List<String> crossings = new CopyOnWriteArrayList<>();
  private final List<Long> finished = new CopyOnWriteArrayList<>();
  private final List<String> unplaced = new CopyOnWriteArrayList<>();
  private final List<String> activations = new CopyOnWriteArrayList<>();
  private final List<String> positions = new CopyOnWriteArrayList<>();

  /** Ids of subscriptions. */
  List<Long> finished() {
    return finished;
  }

  /** Subscription, trade id, previous price, price, source. */
  List<String> crossings() {
    return crossings;
  }

  /** Crossings in a batch that did not say where they leave their symbol. */
  List<String> unplaced() {
    return unplaced;
  }

  /** Subscription and price. */
  List<String> activations() {
    return activations;
  }

  /** Symbol and trade id, or no trade id. */
  List<String> positions() {
    return positions;
  }

  @Override
  public Batch offer(Batch batch) {
    batch
        .crossings()
        .forEach(
            (subscription, _, id, price, previous, _, source) -> {
              String crossing =
                  subscription
                      + ": "
                      + id
                      + " "
                      + plain(previous)
                      + " "
                      + plain(price)
                      + " "
                      + source.term();
              crossings.add(crossing);
              if (batch.positions().isEmpty()) {
                unplaced.add(crossing);
              }
            });
    batch.crossings().finished().forEach(finished::add);
    batch
        .activations()
        .forEach(one -> activations.add(one.subscription() + " " + plain(one.price())));
    batch
        .positions()
        .forEach(
            (symbol, position) ->
                positions.add(symbol + " " + (position == null ? "" : position.tradeId())));
    return new Batch();
  }

  @Override
  public Batch hand(Batch batch) {
    return offer(batch);
  }

  private static String plain(@Nullable Long units) {
    return units == null
        ? "none"
        : BigDecimal.valueOf(units, Price.SCALE).stripTrailingZeros().toPlainString();
  }
}
