package io.coinpanel.webserver.candles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CandlesTest {

  private final List<String> asked = new ArrayList<>();
  private boolean available = true;
  private long nanos;
  private final Candles candles = new Candles(this::ask, () -> nanos);

  private List<Candle> ask(String symbol, CandleInterval interval, int limit) throws IOException {
    asked.add(symbol + " " + interval.wireName() + " " + limit);
    if (!available) {
      throw new IOException("away");
    }
    return LongStream.range(0, limit).mapToObj(i -> new Candle(i, i, i, i, i)).toList();
  }

  private List<Candle> newest(String symbol, int limit) throws InterruptedException {
    return candles.newest(symbol, CandleInterval.MINUTE, limit);
  }

  @Test
  void asksOnceForWhatIsFresh() throws InterruptedException {
    assertThat(newest("btcusdt", 2)).extracting(Candle::openTime).containsExactly(198L, 199L);
    assertThat(newest("btcusdt", 200)).hasSize(200);
    nanos = Duration.ofSeconds(9).toNanos();
    newest("btcusdt", 1);
    assertThat(asked).containsExactly("btcusdt 1m 200");
    nanos = Duration.ofSeconds(10).toNanos();
    newest("btcusdt", 1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAgainForMoreThanItHas() throws InterruptedException {
    newest("btcusdt", 1);
    assertThat(newest("btcusdt", 201)).hasSize(201);
    assertThat(newest("btcusdt", 1_000)).hasSize(1_000);
    assertThat(asked).containsExactly("btcusdt 1m 200", "btcusdt 1m 1000");
  }

  @Test
  void showsTheLastOnesOrNoneWhileTheExchangeIsAway() throws InterruptedException {
    newest("btcusdt", 3);
    available = false;
    nanos = Duration.ofMinutes(5).toNanos();
    assertThat(newest("btcusdt", 3)).hasSize(3);
    assertThat(newest("ethusdt", 3)).isEmpty();
  }

  @Test
  void forgetsWhatWasAskedForLongestAgo() throws InterruptedException {
    newest("first", 1);
    for (int i = 0; i < 199; i++) {
      newest("symbol" + i, 1);
    }
    newest("first", 1);
    newest("another", 1);
    asked.clear();
    newest("first", 1);
    newest("symbol0", 1);
    assertThat(asked).containsExactly("symbol0 1m 200");
  }
}
