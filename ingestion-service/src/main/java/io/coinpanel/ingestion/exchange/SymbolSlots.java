package io.coinpanel.ingestion.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Maps symbols to small integers so that a trade's symbol is resolved from frame bytes without
 * allocation. Written by one thread, read by many: a change replaces the whole table.
 */
public final class SymbolSlots {

  /** Returned by {@link #find} for a symbol without a slot. */
  public static final int NONE = -1;

  private int count;
  private volatile Entry[] @Nullable [] table = new Entry[64][];

  private static final class Entry {
    final byte[] name;
    final int slot;

    Entry(byte[] name, int slot) {
      this.name = name;
      this.slot = slot;
    }
  }

  /**
   * The symbol's slot, assigned permanently on first use.
   *
   * @param symbol in lower case; frames name it in upper case
   */
  public int assign(String symbol) {
    byte[] name = symbol.toUpperCase(Locale.ROOT).getBytes(UTF_8);
    int known = find(name, 0, name.length);
    if (known != NONE) {
      return known;
    }
    Entry[] @Nullable [] next = count >= table.length ? grown() : table.clone();
    put(next, new Entry(name, count));
    table = next;
    return count++;
  }

  /** The slot of the symbol that the frame names, or {@link #NONE}. */
  public int find(byte[] frame, int from, int to) {
    Entry[] @Nullable [] now = table;
    Entry[] bucket = now[hash(frame, from, to) & (now.length - 1)];
    if (bucket != null) {
      for (Entry entry : bucket) {
        if (Arrays.equals(entry.name, 0, entry.name.length, frame, from, to)) {
          return entry.slot;
        }
      }
    }
    return NONE;
  }

  private Entry[] @Nullable [] grown() {
    Entry[] @Nullable [] next = new Entry[table.length * 4][];
    for (Entry[] bucket : table) {
      if (bucket != null) {
        for (Entry entry : bucket) {
          put(next, entry);
        }
      }
    }
    return next;
  }

  private static void put(Entry[] @Nullable [] table, Entry entry) {
    int at = hash(entry.name, 0, entry.name.length) & (table.length - 1);
    Entry[] bucket = table[at];
    Entry[] longer = bucket == null ? new Entry[1] : Arrays.copyOf(bucket, bucket.length + 1);
    longer[longer.length - 1] = entry;
    table[at] = longer;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash ^ (hash >>> 15);
  }
}
