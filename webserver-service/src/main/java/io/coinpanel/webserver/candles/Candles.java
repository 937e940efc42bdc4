package io.coinpanel.webserver.candles;

import io.coinpanel.model.OutageLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cached candles. When they cannot be had, those that were seen last are shown, or none. Requests
 * for the same candles wait for one question to the exchange.
 */
public final class Candles {

  /** How many candles may be asked for. */
  public static final int LARGEST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Candles.class);
  private static final int MAX_SERIES = 200;

  /** A series is asked for in one of two lengths, since both cost the same weight. */
  private static final int SHORT = 200;

  private final OutageLog outage = new OutageLog(LOG, "Fetching candles");
  private final CandleSource source;
  private final NanoClock clock;

  // Guarded by itself.
  private final LinkedHashMap<Key, Series> cached = new LinkedHashMap<>(16, 0.75f, true);

  Candles(CandleSource source, NanoClock clock) {
    this.source = source;
    this.clock = clock;
  }

  private record Key(String symbol, CandleInterval interval) {}

  /** The newest candles, oldest first; fewer or none if they are not known. */
  public List<Candle> newest(String symbol, CandleInterval interval, int limit)
      throws InterruptedException {
    List<Candle> all = series(new Key(symbol, interval)).newest(limit);
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  private Series series(Key key) {
    synchronized (cached) {
      Series series = cached.computeIfAbsent(key, Series::new);
      if (cached.size() > MAX_SERIES) {
        cached.remove(cached.sequencedKeySet().getFirst());
      }
      return series;
    }
  }

  /** The candles of one symbol and interval. Its lock lets one thread ask for them. */
  private final class Series {

    private final Key key;
    private List<Candle> candles = List.of();
    private int asked;
    private @Nullable Long freshUntil;

    Series(Key key) {
      this.key = key;
    }

    synchronized List<Candle> newest(int limit) throws InterruptedException {
      if (asked < limit || freshUntil == null || clock.nanoTime() - freshUntil >= 0) {
        refresh(limit <= SHORT ? Math.max(SHORT, asked) : LARGEST);
      }
      return candles;
    }

    private void refresh(int limit) throws InterruptedException {
      try {
        candles = source.newest(key.symbol(), key.interval(), limit);
        asked = limit;
        freshUntil = clock.nanoTime() + key.interval().use().toNanos();
        outage.recovered();
      } catch (IOException e) {
        outage.failed(e);
      }
    }
  }
}
