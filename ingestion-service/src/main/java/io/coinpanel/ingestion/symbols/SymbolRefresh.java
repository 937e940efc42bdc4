package io.coinpanel.ingestion.symbols;

import io.coinpanel.ingestion.exchange.SymbolListing;
import io.coinpanel.ingestion.exchange.SymbolListing.ListedSymbol;
import io.coinpanel.ingestion.exchange.SymbolListing.ListingUnavailableException;
import io.coinpanel.model.OutageLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the symbol table in sync with the exchange. A faulty exchange may return too few symbols:
 * an empty list is never stored, a much shorter one only if confirmed a minute later.
 */
public final class SymbolRefresh implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SymbolRefresh.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration CONFIRMATION = Duration.ofMinutes(1);

  private final OutageLog outage = new OutageLog(LOG, "Refreshing the list of symbols");
  private final SymbolListing symbolListing;
  private final Symbols symbols;
  private final Duration interval;
  private final InstantSource clock;

  private Duration retry = FIRST_RETRY;
  private boolean shrunk;
  private boolean encodingChecked;

  public SymbolRefresh(
      SymbolListing symbolListing,
      JdbcClient database,
      TransactionOperations transactions,
      Duration interval,
      InstantSource clock) {
    this.symbolListing = symbolListing;
    this.symbols = new Symbols(database, transactions);
    this.interval = interval;
    this.clock = clock;
  }

  /** Refreshes at once and then regularly, until the thread is interrupted. */
  @Override
  public void run() {
    // Another instance may have refreshed since the last run.
    shrunk = false;
    retry = FIRST_RETRY;
    try {
      while (true) {
        Thread.sleep(refresh());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refreshes once and returns the delay until the next refresh. */
  Duration refresh() throws InterruptedException {
    try {
      if (!encodingChecked) {
        symbols.checkEncoding();
        encodingChecked = true;
      }
      return apply(symbolListing.trading());
    } catch (ListingUnavailableException unavailable) {
      return failed(unavailable, unavailable.retryAfter());
    } catch (RuntimeException failure) {
      return failed(failure, Duration.ZERO);
    }
  }

  private Duration apply(List<ListedSymbol> trading) {
    int stored = symbols.trading();
    if (trading.isEmpty()) {
      return failed(
          new IllegalStateException("the exchange's symbol list is empty"), Duration.ZERO);
    }
    if (trading.size() < stored / 2 && !shrunk) {
      shrunk = true;
      LOG.warn(
          "The exchange lists {} symbols instead of {}; confirming in {} before storing",
          trading.size(),
          stored,
          CONFIRMATION);
      return CONFIRMATION;
    }
    symbols.replace(trading, clock.instant());
    outage.recovered();
    LOG.info("The exchange trades {} symbols; next refresh in {}", trading.size(), interval);
    shrunk = false;
    retry = FIRST_RETRY;
    return interval;
  }

  private Duration failed(Exception failure, Duration retryAfter) {
    Duration wait = retry.compareTo(retryAfter) > 0 ? retry : retryAfter;
    outage.failed(failure);
    Duration longer = retry.multipliedBy(2);
    retry = longer.compareTo(interval) < 0 ? longer : interval;
    return wait;
  }
}
