package io.coinpanel.benchmarks.micro;

import io.coinpanel.ingestion.exchange.binance.TradeFrameParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A trade frame of the combined stream, from its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TradeFrameParserBenchmark {

  private final byte[][] frames = RecordedFrames.read().toArray(new byte[0][]);
  private final TradeFrameParser reader = new TradeFrameParser();
  private final ObjectReader jackson =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(CombinedTrade.class);
  private int next;

  @Benchmark
  public long coinpanel() {
    byte[] frame = frame();
    if (!reader.parse(frame, 0, frame.length)) {
      throw new IllegalStateException("no trade: " + new String(frame, StandardCharsets.UTF_8));
    }
    return reader.id() ^ reader.price() ^ reader.time() ^ reader.symbolFrom();
  }

  @Benchmark
  public CombinedTrade jackson() {
    return jackson.readValue(frame());
  }

  private byte[] frame() {
    return frames[next++ & (RecordedFrames.COUNT - 1)];
  }
}
