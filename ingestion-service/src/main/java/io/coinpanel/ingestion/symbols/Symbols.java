package io.coinpanel.ingestion.symbols;

import io.coinpanel.ingestion.exchange.SymbolListing.ListedSymbol;
import io.coinpanel.model.NotifyChannel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table of symbols. */
final class Symbols {

  private static final Logger LOG = LoggerFactory.getLogger(Symbols.class);

  private static final String LIST =
      """
      insert into symbol (name, base_asset, quote_asset, trading, refreshed_at)
      select name, base, quote, true, :now
      from unnest(:names::text[], :bases::text[], :quotes::text[]) as new (name, base, quote)
      on conflict (name) do update
      set
        base_asset = excluded.base_asset,
        quote_asset = excluded.quote_asset,
        trading = true,
        refreshed_at = excluded.refreshed_at
      """;
  private static final String DELIST =
      """
      update symbol
      set trading = false, refreshed_at = :now
      where trading and refreshed_at < :now
      """;
  private static final String NOTIFY =
      "select pg_notify('" + NotifyChannel.SYMBOL + "', '') where " + NotifyChannel.HAS_ROOM;
  private static final String ENCODING =
      """
      select pg_encoding_to_char(encoding)
      from pg_database
      where datname = current_database()
      """;

  private final JdbcClient database;
  private final TransactionOperations transactions;

  Symbols(JdbcClient database, TransactionOperations transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /** How many symbols trade. */
  int trading() {
    return database.sql("select count(*) from symbol where trading").query(Integer.class).single();
  }

  /** Makes the given symbols the ones that trade, without those the database cannot store. */
  void replace(List<ListedSymbol> trading, Instant now) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    list(trading, time);
    transactions.executeWithoutResult(
        transaction -> {
          database.sql(DELIST).param("now", time).update();
          database.sql(NOTIFY).query(row -> {});
        });
  }

  /** Bisects a rejected batch until the row that cannot be stored is isolated. */
  private void list(List<ListedSymbol> symbols, OffsetDateTime now) {
    try {
      transactions.executeWithoutResult(transaction -> store(symbols, now));
    } catch (DataIntegrityViolationException refused) {
      if (symbols.size() == 1) {
        LOG.warn(
            "Skipping {}, which cannot be stored: {}",
            symbols.getFirst(),
            refused.getMostSpecificCause().getMessage());
        return;
      }
      int half = symbols.size() / 2;
      list(symbols.subList(0, half), now);
      list(symbols.subList(half, symbols.size()), now);
    }
  }

  private void store(List<ListedSymbol> symbols, OffsetDateTime now) {
    database
        .sql(LIST)
        .param("now", now)
        .param("names", column(symbols, ListedSymbol::name))
        .param("bases", column(symbols, ListedSymbol::baseAsset))
        .param("quotes", column(symbols, ListedSymbol::quoteAsset))
        .update();
  }

  /** Warns if the database encoding cannot represent many symbols. */
  void checkEncoding() {
    String encoding = database.sql(ENCODING).query(String.class).single();
    if (!encoding.equals("UTF8")) {
      LOG.error(
          "The database's encoding is {}: symbols in other scripts cannot be stored; move to one"
              + " created with createdb -E UTF8",
          encoding);
    }
  }

  private static String[] column(List<ListedSymbol> symbols, Function<ListedSymbol, String> of) {
    return symbols.stream().map(of).toArray(String[]::new);
  }
}
