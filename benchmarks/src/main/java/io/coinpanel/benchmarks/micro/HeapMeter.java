package io.coinpanel.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is used of the heap after a collection, less what was used before. */
public final class HeapMeter {

  private HeapMeter() {}

  /**
   * Bytes of an item, to a tenth.
   *
   * @param items of each holder
   * @param holders which are made and measured together
   */
  public static double bytesPerItem(long items, int holders, Supplier<Object> filled) {
    List<Object> held = new ArrayList<>(holders);
    long before = used();
    for (int i = 0; i < holders; i++) {
      held.add(filled.get());
    }
    double bytes = (double) (used() - before) / (holders * items);
    if (held.size() != holders) {
      throw new IllegalStateException("collected");
    }
    return Math.rint(bytes * 10) / 10;
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime here = Runtime.getRuntime();
    return here.totalMemory() - here.freeMemory();
  }
}
