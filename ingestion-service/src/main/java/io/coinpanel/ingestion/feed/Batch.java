package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.watch.Crossings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the feed has done since the last transaction, to be committed together: crossings with the
 * position they leave their symbols at, subscriptions that became active, symbols given up.
 */
public final class Batch {

  private static final int LARGE = 200_000;

  private final Crossings crossings = new Crossings();
  private final List<Activation> activations = new ArrayList<>();
  private final Map<String, @Nullable Position> positions = new HashMap<>();
  private String since = "";

  /**
   * That a subscription is judged from here on.
   *
   * @param price the last price before in units of {@link io.coinpanel.model.Price}, or null
   * @param time epoch milliseconds
   */
  public record Activation(long subscription, @Nullable Long price, long time) {}

  public Crossings crossings() {
    return crossings;
  }

  public List<Activation> activations() {
    return activations;
  }

  /** By symbol; null for a symbol that was given up. */
  public Map<String, @Nullable Position> positions() {
    return positions;
  }

  /**
   * The snapshot of the table of subscriptions that the feed had followed when the batch began:
   * crossings of a subscription that ended later may be in it. Empty before the first.
   */
  public String since() {
    return since;
  }

  void since(String snapshot) {
    since = snapshot;
  }

  /** Whether clients are to be told something. */
  public boolean hasNews() {
    return crossings.size() > 0 || !activations.isEmpty();
  }

  boolean isEmpty() {
    return crossings.isEmpty() && activations.isEmpty() && positions.isEmpty();
  }

  boolean isLarge() {
    return crossings.size() >= LARGE;
  }

  /** Makes it empty, to be filled anew. */
  public void clear() {
    crossings.clear();
    activations.clear();
    positions.clear();
  }
}
