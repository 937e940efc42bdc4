package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.Distance;
import io.coinpanel.cli.terminal.TextStyle;
import io.coinpanel.model.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Status line of a watch: price, distance to the threshold, connection state. Most important first,
 * since narrow terminals truncate.
 */
final class StatusLine {

  // Null for all alerts of an account.
  private final @Nullable WatchTerms watchTerms;
  private Optional<Price> price = Optional.empty();
  private int direction;
  private boolean connected;
  private String error = "connecting";
  private int notified;

  StatusLine(@Nullable WatchTerms watchTerms) {
    this.watchTerms = watchTerms;
  }

  void price(String text) {
    Optional<Price> next = Price.parse(text);
    if (next.isPresent()) {
      direction = price.map(last -> next.get().compareTo(last)).orElse(0);
      price = next;
    }
  }

  void connected() {
    connected = true;
  }

  void lost(String why) {
    connected = false;
    error = why;
  }

  void notified() {
    notified++;
  }

  String text(TextStyle textStyle) {
    List<String> parts = new ArrayList<>();
    if (watchTerms == null) {
      parts.add(textStyle.bold("All alerts"));
    } else {
      addPrice(parts, watchTerms, textStyle);
    }
    parts.add(connected ? textStyle.success("connected") : textStyle.error(error));
    parts.add(notified + (notified == 1 ? " notification" : " notifications"));
    return String.join(textStyle.dim(" | "), parts);
  }

  private void addPrice(List<String> parts, WatchTerms terms, TextStyle textStyle) {
    parts.add(textStyle.bold(terms.symbol().toUpperCase(Locale.ROOT)) + " " + priceText(textStyle));
    price.ifPresent(
        now ->
            Distance.target(terms.condition(), now)
                .ifPresent(target -> parts.add(Distance.of(now, target) + " to " + target)));
  }

  private String priceText(TextStyle textStyle) {
    // A price from before the disconnect is stale.
    if (!connected || price.isEmpty()) {
      return textStyle.dim(price.map(Price::toString).orElse("no price yet"));
    }
    String text = price.get().toString();
    return direction > 0 ? textStyle.success(text) : direction < 0 ? textStyle.error(text) : text;
  }
}
