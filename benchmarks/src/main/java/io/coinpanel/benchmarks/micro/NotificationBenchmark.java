package io.coinpanel.benchmarks.micro;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import io.coinpanel.webserver.protocol.FiringDetails;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A notification's frame, from the row's values to the bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NotificationBenchmark {

  private static final long THRESHOLD = 65_000 * Price.ONE;
  private static final Condition ABOVE =
      Condition.Threshold.plain(ConditionKind.ABOVE, new Price(THRESHOLD));
  private static final long PRICE = THRESHOLD + 1_000_000;
  private static final long PREVIOUS = THRESHOLD - 1_000_000;

  private final ObjectWriter jackson =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .writerFor(Frame.class);
  private final Instant tradeTime = Instant.parse("2026-07-21T10:15:30.123Z");
  private final Instant createdAt = Instant.parse("2026-07-21T10:15:30.125456Z");
  private long id;

  /** The frame as a record, the way one would have Jackson write it. */
  record Frame(
      String type,
      String id,
      String subscriptionId,
      String symbol,
      String condition,
      String threshold,
      String price,
      String previousPrice,
      long tradeId,
      Instant tradeTime,
      Instant createdAt,
      String source,
      String message) {}

  @Benchmark
  public byte[] coinpanel() {
    return MessageEncoder.encode(
        new ServerMessage.Notification(
            ++id,
            4242,
            1,
            null,
            null,
            "btcusdt",
            ABOVE,
            PRICE,
            PREVIOUS,
            3_735_683_259L,
            tradeTime,
            createdAt,
            Source.LIVE,
            FiringDetails.NONE));
  }

  @Benchmark
  public byte[] jackson() {
    String threshold = plain(THRESHOLD);
    String price = plain(PRICE);
    String message = "btcusdt".toUpperCase(Locale.ROOT) + " rose above " + threshold + ": " + price;
    return jackson.writeValueAsBytes(
        new Frame(
            "notification",
            Long.toString(++id),
            Long.toString(4242),
            "btcusdt",
            "above",
            threshold,
            price,
            plain(PREVIOUS),
            3_735_683_259L,
            tradeTime,
            createdAt,
            "live",
            message));
  }

  private static String plain(long units) {
    return new Price(units).toBigDecimal().stripTrailingZeros().toPlainString();
  }
}
