package io.coinpanel.webserver.socket;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prices that a client asks for.
 *
 * @param chosen null for the symbols of its subscriptions
 */
public record PriceSelection(boolean isEnabled, @Nullable Set<String> chosen) {

  static final PriceSelection NONE = new PriceSelection(false, null);

  Set<String> symbols(TrackedSubscriptions subscriptions) {
    if (!isEnabled) {
      return Set.of();
    }
    return chosen == null ? subscriptions.symbols() : chosen;
  }
}
