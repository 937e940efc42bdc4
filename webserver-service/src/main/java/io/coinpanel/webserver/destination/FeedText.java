package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ServerMessage.Feed;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people read of the feed. */
final class FeedText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private FeedText() {}

  static String of(Feed feed) {
    String symbol = feed.symbol().toUpperCase(Locale.ROOT);
    return switch (feed) {
      case FeedStale(var _, Instant since) ->
          symbol + ": no trades received since " + TIME.format(since);
      case FeedOk(var _, var _, long found, long missing) ->
          symbol + ": trades are received again. " + trades(found, missing);
    };
  }

  private static String trades(long found, long missing) {
    if (missing == 0) {
      return found == 0 ? "No trades were missed" : "All missed trades were recovered: " + found;
    }
    return "Missed trades: " + found + " recovered, " + missing + " lost";
  }
}
