package io.coinpanel.webserver.socket;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The readers of accounts on this webserver; an account may have any number. */
public final class AccountReaders {

  private final Map<Long, List<Reader>> byAccount = new ConcurrentHashMap<>();

  /** Routes the account's events to the reader, from now on. */
  public void add(long accountId, Reader reader) {
    byAccount.merge(accountId, List.of(reader), AccountReaders::concat);
  }

  private static List<Reader> concat(List<Reader> before, List<Reader> more) {
    return Stream.concat(before.stream(), more.stream()).toList();
  }

  /** Undoes {@link #add}. */
  public void remove(long accountId, Reader reader) {
    byAccount.computeIfPresent(
        accountId,
        (_, readers) -> {
          List<Reader> left = readers.stream().filter(one -> !one.equals(reader)).toList();
          return left.isEmpty() ? null : left;
        });
  }

  public List<Reader> of(long accountId) {
    return byAccount.getOrDefault(accountId, List.of());
  }

  /** All readers; weakly consistent. */
  public Collection<List<Reader>> all() {
    return byAccount.values();
  }
}
