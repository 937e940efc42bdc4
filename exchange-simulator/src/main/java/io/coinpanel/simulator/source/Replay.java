package io.coinpanel.simulator.source;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a recorded file's trades in its order, at a speed. Recorded ids are kept for a symbol
 * that has no trades yet; where there are some, the ids are shifted to follow them.
 */
public final class Replay implements TradeSource {

  private final Market market;
  private final RecordedTrades recorded;
  private final ReplaySpeed speed;
  private final boolean shiftTimes;
  private final Map<String, Long> idShifts = new HashMap<>();
  private final CompletableFuture<Long> finished = new CompletableFuture<>();
  private @Nullable Symbol symbol;
  private boolean waiting;
  private long startedAt = Long.MIN_VALUE;
  private long firstTime;
  private long published;

  /**
   * Opens the file.
   *
   * @param shiftTimes whether trade times are shifted to now
   */
  public Replay(Market market, Path file, ReplaySpeed speed, boolean shiftTimes)
      throws IOException {
    this.market = market;
    this.speed = speed;
    this.shiftTimes = shiftTimes;
    recorded = RecordedTrades.open(file);
  }

  /** Completes with the number of trades when the last one is published, or with what failed. */
  public CompletableFuture<Long> finished() {
    return finished;
  }

  public long published() {
    return published;
  }

  @Override
  public Next publish(long now, int most) {
    try {
      return publishDue(now, most);
    } catch (IOException | RuntimeException e) {
      finished.completeExceptionally(e);
      recorded.close();
      return Next.NEVER;
    }
  }

  private Next publishDue(long now, int most) throws IOException {
    for (int i = 0; i < most; i++) {
      if (!waiting && !recorded.next()) {
        recorded.close();
        finished.complete(published);
        return Next.NEVER;
      }
      waiting = !due(now);
      if (waiting) {
        return Next.LATER;
      }
      publishOne(now);
    }
    return Next.AT_ONCE;
  }

  private boolean due(long now) {
    if (startedAt == Long.MIN_VALUE) {
      startedAt = now;
      firstTime = recorded.time();
    }
    return speed.unlimited() || now >= startedAt + speed.after(recorded.time() - firstTime);
  }

  private void publishOne(long now) {
    Symbol traded = symbol(recorded.symbol());
    // Somebody else may publish trades of the symbol meanwhile.
    long id = Math.max(recorded.id() + idShift(traded), soonest(traded));
    long time = shiftTimes ? now : recorded.time();
    market.publish(
        traded, id, recorded.price(), recorded.quantity(), time, recorded.buyerIsMaker());
    published++;
  }

  private Symbol symbol(String name) {
    Symbol last = symbol;
    if (last == null || !last.name().equals(name)) {
      last = market.symbolOrNew(name, recorded.price());
      symbol = last;
    }
    return last;
  }

  private static long soonest(Symbol traded) {
    return traded.trades().isEmpty() ? Long.MIN_VALUE : traded.nextTradeId();
  }

  private long idShift(Symbol traded) {
    Long known = idShifts.get(traded.name());
    if (known != null) {
      return known;
    }
    long shift = traded.trades().isEmpty() ? 0 : traded.nextTradeId() - recorded.id();
    idShifts.put(traded.name(), shift);
    return shift;
  }

  /** Closes the file early. */
  public void close() {
    recorded.close();
    finished.completeExceptionally(new UncheckedIOException(new IOException("replay abandoned")));
  }
}
