package io.coinpanel.benchmarks.environment;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Symbols with one subscription within reach each: they prove that they are watched. */
public final class WatchedSymbols {

  private static final int THRESHOLD = 1000;
  private static final String LOW = "999";
  private static final String HIGH = "1001";
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final BenchmarkEnvironment stage;
  private final List<String> names;

  public WatchedSymbols(
      BenchmarkEnvironment stage, List<String> names, SeedSubscriptions seedSubscriptions) {
    this.stage = stage;
    this.names = names;
    seedSubscriptions.addReachable(names, THRESHOLD);
  }

  /** Crosses the threshold on each, and waits until each has its row. */
  public void verify(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    JdbcClient database = JdbcClient.create(stage.postgres().dataSource());
    for (String symbol : names) {
      stage.simulator().publish(symbol, LOW);
      stage.simulator().publish(symbol, HIGH);
    }
    while (fired(database) < names.size()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            fired(database) + " of " + names.size() + " symbols are watched");
      }
      Thread.sleep(POLL_INTERVAL);
    }
  }

  private static long fired(JdbcClient database) {
    return database
        .sql("select count(distinct subscription_id) from notification")
        .query(Long.class)
        .single();
  }
}
