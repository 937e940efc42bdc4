package io.coinpanel.systemtests.soak;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.systemtests.faults.IngestionProcess;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets the notifications of accounts fire by trades: an exchange with a symbol for each account,
 * and two ingestions as processes, which can be killed.
 */
final class TradedAlerts implements AlertSource {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String LOW = "1";

  /** Symbols whose first price is not known: the next one is a baseline, which fires nothing. */
  private static final String UNSEEN =
      """
      select s.symbol
      from subscription s
      where s.symbol = any (?)
        and not (
          exists (select from activation where subscription_id = s.id)
          and exists (select from last_trade where symbol = s.symbol))
      """;

  private static final String COUNT = "select count(*) from notification where owner_id = any (?)";

  private static final String STORED =
      "select price::bigint from notification where owner_id = ? order by id";

  private final JdbcClient database;
  private final Simulator exchange =
      Simulator.start(SimulatorSettings.documented().symbols(RandomIngestion.SYMBOLS.size()));
  private final List<IngestionProcess> ingestions = new ArrayList<>();
  private final Map<SoakAccount, List<Long>> fired = new HashMap<>();
  private final Map<SoakAccount, String> symbols = new HashMap<>();

  private TradedAlerts(SoakDatabase database) throws IOException {
    this.database = database.rows();
    // Nothing else trades there: clients are notified by the stand-in for ingestion.
    RandomIngestion.SYMBOLS.forEach(this::list);
    Path logs = Files.createDirectories(Path.of("target", "soak"));
    List<String> settings =
        List.of(
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri());
    for (int i = 0; i < 2; i++) {
      ingestions.add(new IngestionProcess(logs, Ports.free(), settings));
    }
  }

  static TradedAlerts start(SoakDatabase database, int accounts) throws IOException {
    TradedAlerts started = new TradedAlerts(database);
    for (int account = 0; account < accounts; account++) {
      started.list(symbol(account));
    }
    for (IngestionProcess ingestion : started.ingestions) {
      ingestion.start();
    }
    Eventually.within(
        TIMEOUT,
        "ingestion to lead",
        () -> started.ingestions.stream().anyMatch(IngestionProcess::leads));
    return started;
  }

  private static String symbol(int account) {
    return "soak" + account + "usdt";
  }

  private void list(String symbol) {
    exchange.list(symbol, LOW, 0);
  }

  /** They can be killed. */
  List<IngestionProcess> ingestions() {
    return ingestions;
  }

  @Override
  public SoakAccount newAccount() {
    String symbol = symbol(fired.size());
    Eventually.within(
        TIMEOUT,
        "the symbol " + symbol,
        () ->
            database
                .sql("select exists (select from symbol where name = ?)")
                .param(symbol)
                .query(Boolean.class)
                .single());
    SoakAccount account = SoakAccount.create(database, symbol);
    fired.put(account, new ArrayList<>());
    symbols.put(account, symbol);
    return account;
  }

  @Override
  public void awaitReady() {
    Object[] watched = {symbols.values().toArray(String[]::new)};
    Eventually.within(
        TIMEOUT,
        "the first prices",
        () -> {
          List<String> unseen =
              database
                  .sql(UNSEEN)
                  .params(watched)
                  .query((row, number) -> String.valueOf(row.getString(1)))
                  .list();
          unseen.forEach(symbol -> exchange.publish(symbol, LOW));
          return unseen.isEmpty();
        });
  }

  /** The price goes above the threshold and back. */
  @Override
  public void fire(List<Firing> firings) {
    for (Firing one : firings) {
      String symbol = symbols.getOrDefault(one.account(), "");
      exchange.publish(symbol, Long.toString(one.price()));
      exchange.publish(symbol, LOW);
      fired.computeIfAbsent(one.account(), _ -> new ArrayList<>()).add(one.price());
    }
  }

  @Override
  public boolean isStored() {
    Object[] owners = {fired.keySet().stream().map(SoakAccount::id).toArray(Long[]::new)};
    long stored = database.sql(COUNT).params(owners).query(Long.class).single();
    return stored >= fired.values().stream().mapToLong(List::size).sum();
  }

  @Override
  public List<String> complaints() {
    return fired.entrySet().stream()
        .filter(one -> !stored(one.getKey()).equals(one.getValue()))
        .map(one -> symbols.get(one.getKey()) + " fired otherwise than its trades say")
        .toList();
  }

  private List<Long> stored(SoakAccount account) {
    return database
        .sql(STORED)
        .param(account.id())
        .query((row, number) -> Long.valueOf(row.getLong(1)))
        .list();
  }

  @Override
  public void close() {
    ingestions.forEach(IngestionProcess::close);
    exchange.close();
  }
}
