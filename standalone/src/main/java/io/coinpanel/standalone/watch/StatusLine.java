package io.coinpanel.standalone.watch;

import io.coinpanel.model.Price;
import io.coinpanel.standalone.alert.Distance;
import io.coinpanel.standalone.terminal.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a watch is doing right now, in a line: the price, how far it is from the threshold, and
 * whether the server is there. What matters most comes first, as a narrow terminal cuts the rest.
 */
final class StatusLine {

  private final Wish wish;
  private Optional<Price> price = Optional.empty();
  private int direction;
  private boolean connected;
  private String trouble = "connecting";
  private int told;

  StatusLine(Wish wish) {
    this.wish = wish;
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
    trouble = why;
  }

  void told() {
    told++;
  }

  String text(Paint paint) {
    List<String> parts = new ArrayList<>();
    parts.add(paint.strong(wish.symbol().toUpperCase(Locale.ROOT)) + " " + priceText(paint));
    price
        .map(now -> Distance.of(now, wish.threshold()))
        .ifPresent(way -> parts.add(way + " to " + wish.threshold()));
    parts.add(connected ? paint.good("connected") : paint.bad(trouble));
    parts.add(told + " told");
    return String.join(paint.faint(" | "), parts);
  }

  private String priceText(Paint paint) {
    // A price of before the connection broke is no news.
    if (!connected || price.isEmpty()) {
      return paint.faint(price.map(Price::toString).orElse("no price yet"));
    }
    String text = price.get().toString();
    return direction > 0 ? paint.good(text) : direction < 0 ? paint.bad(text) : text;
  }
}
