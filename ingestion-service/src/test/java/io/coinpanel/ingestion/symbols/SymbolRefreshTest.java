package io.coinpanel.ingestion.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.exchange.SymbolListing;
import io.coinpanel.ingestion.exchange.SymbolListing.ListedSymbol;
import io.coinpanel.ingestion.exchange.SymbolListing.ListingUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SymbolRefreshTest {

  private static final Duration INTERVAL = Duration.ofHours(1);

  private TestDatabase database = TestDatabase.migrated();
  private Instant now = Instant.ofEpochSecond(1_000);
  private SymbolListing answer = List::of;

  @AfterEach
  void drop() {
    database.close();
  }

  private SymbolRefresh refresh() {
    return new SymbolRefresh(
        () -> answer.trading(),
        JdbcClient.create(database.dataSource()),
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
        INTERVAL,
        () -> now = now.plusSeconds(1));
  }

  private void listed(String... names) {
    List<ListedSymbol> symbols =
        Stream.of(names).map(name -> new ListedSymbol(name, "BASE", "USDT")).toList();
    answer = () -> symbols;
  }

  private List<String> trading() {
    return JdbcClient.create(database.dataSource())
        .sql("select name from symbol where trading order by name")
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Test
  void retriesAnEmptyListWithBackOff() throws Exception {
    SymbolRefresh refresh = refresh();
    listed("a", "b");
    assertThat(refresh.refresh()).isEqualTo(INTERVAL);
    listed();
    assertThat(refresh.refresh()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refresh.refresh()).isEqualTo(Duration.ofSeconds(2));
    assertThat(trading()).containsExactly("a", "b");
    listed("a");
    assertThat(refresh.refresh()).isEqualTo(INTERVAL);
    assertThat(trading()).containsExactly("a");
  }

  @Test
  void listOfFewerThanHalfIsStoredOnlyWhenConfirmed() throws Exception {
    SymbolRefresh refresh = refresh();
    listed("a", "b", "c", "d");
    refresh.refresh();
    listed("a");
    assertThat(refresh.refresh()).isEqualTo(Duration.ofMinutes(1));
    assertThat(trading()).hasSize(4);
    assertThat(refresh.refresh()).isEqualTo(INTERVAL);
    assertThat(trading()).containsExactly("a");
  }

  @Test
  void waitsForTheRateLimit() throws Exception {
    answer =
        () -> {
          throw new ListingUnavailableException(
              "banned", Duration.ofHours(2), new IOException("418"));
        };
    assertThat(refresh().refresh()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void unexpectedFailureIsRetried() throws Exception {
    answer =
        () -> {
          throw new IllegalStateException("unexpected");
        };
    assertThat(refresh().refresh()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void skipsOnlyRowsThatCannotBeStored() throws Exception {
    database.close();
    database = TestDatabase.latin1();
    listed("a", "币安人生usdt", "b", "c");
    assertThat(refresh().refresh()).isEqualTo(INTERVAL);
    assertThat(trading()).containsExactly("a", "b", "c");
  }

  @Test
  void symbolsOfAnyScriptAreStored() throws Exception {
    listed("币安人生usdt");
    assertThat(refresh().refresh()).isEqualTo(INTERVAL);
    assertThat(trading()).containsExactly("币安人生usdt");
  }
}
