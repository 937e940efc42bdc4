package io.coinpanel.systemtests.oracle;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at every trade with every subscription, one by one. It shares no code with the product. */
final class Oracle {

  private Oracle() {}

  static Set<Firing> fired(
      List<ObservedTrade> trades, Map<String, RequestedSubscription> subscriptions) {
    Set<Firing> fired = new HashSet<>();
    Map<String, BigDecimal> last = new HashMap<>();
    for (ObservedTrade trade : trades) {
      BigDecimal previous = last.put(trade.symbol(), trade.price());
      if (previous != null && previous.compareTo(trade.price()) != 0) {
        subscriptions.forEach(
            (id, asked) -> {
              if (asked.symbol().equals(trade.symbol())
                  && asked.isCrossed(previous, trade.price())) {
                fired.add(new Firing(id, trade.id(), trade.price(), previous));
              }
            });
      }
    }
    return fired;
  }
}
