package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.SeedAccounts;
import java.time.Duration;

/**
 * Sockets or streams that are shared by accounts.
 *
 * @param idle how long they are idle
 */
record ReaderLoad(int readers, int accounts, Duration idle) {

  /** The API key of a socket or stream. */
  String key(int reader) {
    return SeedAccounts.key(reader % accounts);
  }
}
