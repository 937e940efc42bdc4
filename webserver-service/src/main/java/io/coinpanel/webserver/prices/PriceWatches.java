package io.coinpanel.webserver.prices;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.agrona.concurrent.NanoClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks ingestion to watch symbols whose prices clients want, whether or not anybody has
 * subscriptions of them. Used by one thread.
 */
final class PriceWatches {

  private static final int SECONDS = 30;
  private static final long RENEWAL_NANOS = 10_000_000_000L;
  private static final String ASK =
      """
      insert into price_watch (symbol, webserver_id, asked_until)
      select symbol.name, webserver.id, now() + make_interval(secs => ?)
      from webserver, symbol
      where webserver.id = ? and symbol.name = any (?) and symbol.trading
      order by symbol.name
      on conflict (symbol, webserver_id) do update set asked_until = excluded.asked_until
      """;

  private final JdbcClient database;
  private final UUID webserver;
  private final NanoClock clock;
  private Set<String> asked = Set.of();
  private long askedAt;

  PriceWatches(JdbcClient database, UUID webserver, NanoClock clock) {
    this.database = database;
    this.webserver = webserver;
    this.clock = clock;
  }

  /** Asks for these and no others; what is no longer asked for runs out. */
  void ask(Set<String> symbols) {
    long now = clock.nanoTime();
    if (symbols.isEmpty() || (symbols.equals(asked) && now - askedAt < RENEWAL_NANOS)) {
      return;
    }
    database.sql(ASK).params(SECONDS, webserver, symbols.toArray(String[]::new)).update();
    asked = new HashSet<>(symbols);
    askedAt = now;
  }
}
