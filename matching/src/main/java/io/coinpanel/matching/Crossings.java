package io.coinpanel.matching;

import io.coinpanel.model.Source;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Results of matching not yet stored, in columns: notifications, last firing times, finished
 * subscriptions. Reused across batches.
 */
public final class Crossings {

  private static final int COLUMNS = 6;
  private static final long NO_TIME = Long.MIN_VALUE;

  private long[] rows = new long[COLUMNS * 64];
  private Source[] sources = new Source[64];
  private int size;
  private final Long2LongHashMap lastFired = new Long2LongHashMap(NO_TIME);
  private final LongArrayList finished = new LongArrayList();

  /** Receives crossings in the order their trades were judged. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    void crossing(
        long subscription,
        long connection,
        long tradeId,
        long price,
        long previousPrice,
        long tradeTime,
        Source source)
        throws E;
  }

  void add(
      long subscription,
      long connection,
      long tradeId,
      long price,
      long previousPrice,
      long tradeTime,
      Source source) {
    if (size == sources.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      sources = Arrays.copyOf(sources, size * 2);
    }
    int at = size * COLUMNS;
    rows[at] = subscription;
    rows[at + 1] = connection;
    rows[at + 2] = tradeId;
    rows[at + 3] = price;
    rows[at + 4] = previousPrice;
    rows[at + 5] = tradeTime;
    sources[size++] = source;
  }

  void recordLastFired(long subscription, long tradeTime) {
    lastFired.put(subscription, tradeTime);
  }

  /** A subscription that has finished. */
  public void finish(long subscription) {
    finished.addLong(subscription);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0 && finished.isEmpty();
  }

  /** Time of the oldest trade, in epoch milliseconds; only if it is not empty. */
  public long firstTradeTime() {
    return rows[5];
  }

  public <E extends Exception> void forEach(Visitor<E> reader) throws E {
    for (int row = 0; row < size; row++) {
      int at = row * COLUMNS;
      reader.crossing(
          rows[at],
          rows[at + 1],
          rows[at + 2],
          rows[at + 3],
          rows[at + 4],
          rows[at + 5],
          sources[row]);
    }
  }

  /** Trade times of the last notifications, by subscription, where there is a cooldown. */
  public Long2LongHashMap lastFired() {
    return lastFired;
  }

  /** Ids of finished subscriptions. */
  public LongArrayList finished() {
    return finished;
  }

  /** Takes out the crossings of these subscriptions. */
  public void drop(LongHashSet subscriptions) {
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (!subscriptions.contains(rows[row * COLUMNS])) {
        System.arraycopy(rows, row * COLUMNS, rows, kept * COLUMNS, COLUMNS);
        sources[kept++] = sources[row];
      }
    }
    size = kept;
  }

  public void clear() {
    size = 0;
    lastFired.clear();
    finished.clear();
  }
}
