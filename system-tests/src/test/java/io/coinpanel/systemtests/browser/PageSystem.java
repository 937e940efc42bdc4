package io.coinpanel.systemtests.browser;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.systemtests.MailReceiver;
import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.testkit.telegram.BotApi;
import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Backend and browsers for page tests. One webserver knows visitors as anonymous, and can be
 * restarted; one knows each as the account of the machine, whose alerts they share; one wants them
 * to sign in.
 */
final class PageSystem implements AutoCloseable {

  static final int MAX_SUBSCRIPTIONS = 4;

  /** Of account {@code admin}. */
  static final String PASSWORD = "correct horse battery";

  /** Where no visitor comes from. */
  private static final String NOBODY = "192.0.2.0/24";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final CloseableStack closeableStack = new CloseableStack();
  private final TestDatabase database;
  private final Simulator exchange;
  private final Chromium chromium;
  private final BotApi telegram;
  private @Nullable ConfigurableApplicationContext webserver;
  private int port;
  private int localPort;
  private int accountsPort;
  private @Nullable MailReceiver mails;

  PageSystem() throws IOException, InterruptedException {
    chromium = closeableStack.add(Chromium.launch(Chromium.find().orElseThrow()));
    database = closeableStack.add(TestDatabase.migrated());
    telegram = closeableStack.add(BotApi.start());
    exchange = closeableStack.add(Simulator.start(SimulatorSettings.documented()));
    closeableStack.add(
        run(
            IngestionApplication.builder(),
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri(),
            "--server.port=0"));
    closeableStack.add(this::stopWebserver);
    startWebserver();
  }

  private static int portOf(ConfigurableApplicationContext webserver) {
    return Objects.requireNonNull(
        webserver.getEnvironment().getProperty("local.server.port", Integer.class));
  }

  private ConfigurableApplicationContext run(SpringApplicationBuilder builder, String... settings) {
    Stream<String> common =
        Stream.of(
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
    return builder
        .registerShutdownHook(false)
        .run(Stream.concat(common, List.of(settings).stream()).toArray(String[]::new));
  }

  /** Telegram, where the webservers have a bot. */
  BotApi telegram() {
    return telegram;
  }

  /** Starts it on the port it had before, if it had one, and waits until it is ready. */
  void startWebserver() throws InterruptedException {
    ConfigurableApplicationContext started =
        runWebserver(
            "--coinpanel.webserver.local-networks=" + NOBODY,
            "--coinpanel.webserver.max-subscriptions=" + MAX_SUBSCRIPTIONS,
            "--server.port=" + port);
    webserver = started;
    port = portOf(started);
    awaitReady(port);
  }

  private ConfigurableApplicationContext runWebserver(String... settings) {
    Stream<String> common =
        Stream.of(
            "--coinpanel.webserver.simulated-prices=true",
            "--coinpanel.webserver.telegram-token=" + BotApi.TOKEN,
            "--coinpanel.webserver.telegram-uri=" + telegram.uri(),
            "--coinpanel.webserver.rest-uri=" + exchange.restUri(),
            "--coinpanel.webserver.management-port=0");
    return run(
        WebserverApplication.builder(),
        Stream.of(common, WebhookReceiver.SETTINGS.stream(), Stream.of(settings))
            .flatMap(some -> some)
            .toArray(String[]::new));
  }

  private static void awaitReady(int port) throws InterruptedException {
    if (!ReadinessProbe.await(port, TIMEOUT)) {
      throw new AssertionError("the webserver does not become ready");
    }
  }

  void stopWebserver() {
    if (webserver != null) {
      webserver.close();
      webserver = null;
    }
  }

  Simulator exchange() {
    return exchange;
  }

  /** How the subscriptions to a threshold ended; "live" for those that did not. */
  List<String> ends(String threshold) {
    return JdbcClient.create(database.dataSource())
        .sql(
            "select coalesce(ended_as, 'live') from subscription"
                + " where threshold = ?::numeric order by id")
        .param(threshold)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** The conditions of the live subscriptions to a symbol, with their parameters. */
  List<String> conditions(String symbol) {
    return JdbcClient.create(database.dataSource())
        .sql(
            """
            select concat_ws(' ', condition,
              'threshold=' || trim_scale(threshold), 'lower=' || trim_scale(lower),
              'upper=' || trim_scale(upper), 'percent=' || trim_scale(percent),
              'amount=' || trim_scale(amount), 'within_seconds=' || within_seconds,
              'from=' || trim_scale(from_price), 'rearm=' || trim_scale(rearm),
              'hold_seconds=' || hold_seconds, 'bar=' || bar)
            from subscription
            where symbol = lower(?) and ended_as is null
            order by id
            """)
        .param(symbol)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** How many notifications of subscriptions to a threshold are stored. */
  int notifications(String threshold) {
    return JdbcClient.create(database.dataSource())
        .sql(
            "select count(*) from notification n join subscription s on s.id = n.subscription_id"
                + " where s.threshold = ?::numeric")
        .param(threshold)
        .query(Integer.class)
        .single();
  }

  /** A browser on the machine itself: all of them share the alerts of account {@code local}. */
  PageUser localVisitor() throws InterruptedException {
    if (localPort == 0) {
      localPort = addWebserver(0);
    }
    return visitor(localPort);
  }

  /** A browser that has to sign in; the server there sends mails. */
  PageUser accountsVisitor() throws IOException, InterruptedException {
    if (accountsPort == 0) {
      Path password = Files.createTempFile("coinpanel", ".password");
      closeableStack.add(() -> Files.delete(password));
      Files.writeString(password, PASSWORD);
      int chosen = Ports.free();
      mails = closeableStack.add(new MailReceiver());
      accountsPort =
          addWebserver(
              chosen,
              Stream.concat(
                      mails.settings("http://localhost:" + chosen),
                      Stream.of(
                          "--coinpanel.webserver.access=accounts",
                          "--coinpanel.webserver.admin-password-file=" + password))
                  .toArray(String[]::new));
    }
    return visitor(accountsPort);
  }

  /** What was mailed, by the server where browsers sign in. */
  MailReceiver mails() {
    return Objects.requireNonNull(mails);
  }

  private int addWebserver(int port, String... settings) throws InterruptedException {
    Stream<String> all = Stream.concat(Stream.of("--server.port=" + port), Stream.of(settings));
    int added = portOf(closeableStack.add(runWebserver(all.toArray(String[]::new))));
    awaitReady(added);
    return added;
  }

  private PageUser visitor(int port) {
    return chromium.visitor("http://localhost:" + port, false, 1280, 800);
  }

  PageUser visitor() {
    return visitor(port);
  }

  @Override
  public void close() {
    closeableStack.close();
  }
}
