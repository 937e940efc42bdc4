package io.coinpanel.ingestion.symbols;

import io.coinpanel.ingestion.exchange.Listing;
import io.coinpanel.ingestion.exchange.Listing.ListedSymbol;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the table of symbols at what the exchange lists. */
public final class SymbolRefresh implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SymbolRefresh.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Listing listing;
  private final Symbols symbols;
  private final Duration interval;
  private final InstantSource clock;

  public SymbolRefresh(
      Listing listing,
      JdbcClient database,
      TransactionOperations transactions,
      Duration interval,
      InstantSource clock) {
    this.listing = listing;
    this.symbols = new Symbols(database, transactions);
    this.interval = interval;
    this.clock = clock;
  }

  /** Refreshes at once and then regularly, until the thread is interrupted. */
  @Override
  public void run() {
    Duration retry = FIRST_RETRY;
    try {
      while (true) {
        boolean done = refresh(retry);
        Thread.sleep(done ? interval : retry);
        retry = done ? FIRST_RETRY : shorter(retry.multipliedBy(2), interval);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean refresh(Duration retry) throws InterruptedException {
    try {
      List<ListedSymbol> trading = listing.trading();
      symbols.replace(trading, clock.instant());
      LOG.info("The exchange trades {} symbols; asking again in {}", trading.size(), interval);
      return true;
    } catch (IOException | DataAccessException | TransactionException failure) {
      LOG.warn("Symbols cannot be refreshed ({}); trying again in {}", failure.getMessage(), retry);
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
