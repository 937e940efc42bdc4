package io.coinpanel.ingestion.symbols;

import io.coinpanel.ingestion.exchange.Listing.ListedSymbol;
import io.coinpanel.model.Channel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table of symbols. */
final class Symbols {

  private static final String LIST =
      "insert into symbol (name, base_asset, quote_asset, trading, refreshed_at)"
          + " select name, base, quote, true, :now"
          + " from unnest(:names::text[], :bases::text[], :quotes::text[]) as new (name, base, quote)"
          + " on conflict (name) do update set base_asset = excluded.base_asset,"
          + " quote_asset = excluded.quote_asset, trading = true, refreshed_at = excluded.refreshed_at";
  private static final String DELIST =
      "update symbol set trading = false, refreshed_at = :now where trading and refreshed_at < :now";

  private final JdbcClient database;
  private final TransactionOperations transactions;

  Symbols(JdbcClient database, TransactionOperations transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /** Makes the given symbols the ones that trade. */
  void replace(List<ListedSymbol> trading, Instant now) {
    var time = now.atOffset(ZoneOffset.UTC);
    transactions.executeWithoutResult(
        transaction -> {
          database
              .sql(LIST)
              .param("now", time)
              .param("names", column(trading, ListedSymbol::name))
              .param("bases", column(trading, ListedSymbol::baseAsset))
              .param("quotes", column(trading, ListedSymbol::quoteAsset))
              .update();
          database.sql(DELIST).param("now", time).update();
          database
              .sql("select pg_notify('" + Channel.SYMBOL + "', '') where " + Channel.HAS_ROOM)
              .query(row -> {});
        });
  }

  private static String[] column(List<ListedSymbol> symbols, Function<ListedSymbol, String> of) {
    return symbols.stream().map(of).toArray(String[]::new);
  }
}
