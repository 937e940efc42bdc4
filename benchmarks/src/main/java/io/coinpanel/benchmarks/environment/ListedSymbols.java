package io.coinpanel.benchmarks.environment;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The symbols that ingestion has found at the exchange. */
public final class ListedSymbols {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private ListedSymbols() {}

  /** Waits until there are so many that are traded; their names in lower case. */
  public static List<String> await(Postgres postgres, int count) throws InterruptedException {
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      List<String> names =
          database
              .sql("select name from symbol where trading order by name limit ?")
              .param(count)
              .query((row, number) -> row.getString(1))
              .list();
      if (names.size() == count) {
        return names;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(names.size() + " of " + count + " symbols are known");
      }
      Thread.sleep(50);
    }
  }
}
