package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.systemtests.faults.IngestionProcess;
import io.coinpanel.systemtests.soak.DeliveryChecker.Row;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.util.FileSystemUtils;

/**
 * Two webservers as processes over one Postgres that writes to its disk, notifications as ingestion
 * writes them, clients, and receivers of destinations, all of whom do as a seed has it.
 */
final class SoakRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SoakRun.class);
  private static final int BATCHES_PER_SECOND = 5;
  private static final Duration REPORT = Duration.ofSeconds(60);

  private final SoakSettings settings;
  private final Random random;
  private final InstantSource clock = InstantSource.system();
  private final EventCounts figures = new EventCounts();
  private final SoakDatabase database;
  private final RandomIngestion ingestion;
  private final List<WebserverProcess> webservers = new ArrayList<>();
  private final List<Integer> doors = new ArrayList<>();
  private final Path directory = Files.createTempDirectory("soak-nginx");
  private @Nullable Nginx nginx;
  private final List<SoakClient> clients = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
  private final Receivers receivers = new Receivers();
  private final AlertSource alerts;
  private final List<IngestionProcess> ingestions = new ArrayList<>();
  private final ExecutorService trouble = Executors.newSingleThreadExecutor();

  private SoakRun(SoakSettings settings) throws IOException {
    this.settings = settings;
    this.random = new Random(settings.seed());
    database = SoakDatabase.migrated();
    ingestion =
        new RandomIngestion(
            database.dataSource(),
            new Random(random.nextLong()),
            figures,
            !settings.withIngestion());
    if (settings.withIngestion()) {
      TradedAlerts traded = TradedAlerts.start(database, settings.accounts());
      ingestions.addAll(traded.ingestions());
      alerts = traded;
    } else {
      ingestion.listSymbols();
      alerts = new StoredAlerts(database.rows());
    }
  }

  /** What came of it: how often everything happened, every broken promise, and the deliveries. */
  record Outcome(EventCounts figures, List<String> complaints, DestinationReport deliveries) {}

  static Outcome run(SoakSettings settings) throws IOException {
    try (SoakRun soak = new SoakRun(settings)) {
      return soak.run();
    }
  }

  private Outcome run() throws IOException {
    startWebservers();
    WebserverFaults webserverFaults =
        new WebserverFaults(
            webservers,
            ingestions,
            database,
            () -> clients.forEach(SoakClient::list),
            new Random(random.nextLong()),
            figures,
            settings);
    SoakDestinations receiving = addDestinations(webserverFaults.times());
    CompletableFuture<Void> upsetting =
        CompletableFuture.runAsync(() -> injectFaults(webserverFaults), trouble);
    Instant end = clock.instant().plus(settings.length());
    Instant report = clock.instant().plus(REPORT);
    while (clock.instant().isBefore(end) && !upsetting.isDone()) {
      write(receiving);
      receiving.hurry();
      admit();
      tickFor(Duration.ofMillis(1_000 / BATCHES_PER_SECOND));
      if (clock.instant().isAfter(report)) {
        report = report.plus(REPORT);
        receiving.look();
        LOG.info("{}", figures);
      }
    }
    webserverFaults.end();
    while (!upsetting.isDone()) {
      tickFor(Duration.ofMillis(200));
    }
    upsetting.join();
    receiving.repair();
    settle(receiving);
    List<String> complaints = violations();
    DestinationReport deliveries = new DestinationReport();
    complaints.addAll(receiving.violations(deliveries));
    describe(deliveries, complaints.size());
    return new Outcome(figures, complaints, deliveries);
  }

  private void describe(DestinationReport deliveries, int complaints) {
    deliveries.say("seed", settings.seed());
    deliveries.say("seconds", settings.length().toSeconds());
    deliveries.say("accounts", settings.accounts());
    deliveries.say("broken promises", complaints);
    deliveries.say("notifications of accounts", figures.of("notifications of accounts"));
    figures.all().entrySet().stream()
        .filter(one -> one.getKey().startsWith("upset "))
        .forEach(one -> deliveries.say(one.getKey(), one.getValue()));
  }

  /** A batch that cannot be committed now was not written: the next one follows in its place. */
  private void write(SoakDestinations receiving) {
    try {
      receiving.fire();
      ingestion.write(settings.rowsPerSecond() / BATCHES_PER_SECOND);
    } catch (DataAccessException | TransactionException e) {
      figures.count("batches not committed");
      LOG.debug("the database is unavailable", e);
    }
  }

  private void startWebservers() throws IOException {
    for (int i = 1; i <= 2; i++) {
      webservers.add(
          WebserverProcess.start(
              "webserver-" + i, database.jdbcUrl(), "160m", webserverSettings()));
    }
    webservers.forEach(webserver -> webserver.awaitReady(settings.timeout()));
    openDoors(webservers.stream().map(WebserverProcess::port).toList());
  }

  private String[] webserverSettings() {
    List<String> words = new ArrayList<>(receivers.settings());
    words.add("--coinpanel.webserver.heartbeat=2s");
    words.add("--coinpanel.webserver.pong-timeout=15s");
    return words.toArray(String[]::new);
  }

  private SoakDestinations addDestinations(FaultTimes faults) throws IOException {
    List<Integer> ports = webservers.stream().map(WebserverProcess::port).toList();
    SoakDestinations added =
        new SoakDestinations(
            http,
            ports,
            receivers,
            alerts,
            new DestinationAudit(database.rows(), figures, faults),
            new Random(random.nextLong()),
            figures);
    added.add(settings.accounts());
    return added;
  }

  /** Half of all sockets go through nginx, where there is one. */
  private void openDoors(List<Integer> ports) throws IOException {
    doors.addAll(ports);
    if (Nginx.isInstalled()) {
      nginx = Nginx.start(directory, ports);
      doors.addAll(List.of(nginx.port(), nginx.port()));
    }
  }

  /** Others come for those who have left for good. */
  private void admit() {
    long here = clients.stream().filter(client -> !client.isGone()).count();
    for (long i = here; i < settings.clients(); i++) {
      clients.add(newcomer());
    }
  }

  private SoakClient newcomer() {
    figures.count("clients");
    return new SoakClient(
        "client " + figures.of("clients"),
        http,
        doors,
        new Random(random.nextLong()),
        clock,
        figures);
  }

  private static void injectFaults(WebserverFaults webserverFaults) {
    try {
      webserverFaults.run();
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** The pace of the load: what clients do now, and the rest of the time nothing. */
  private void tickFor(Duration time) {
    Instant end = clock.instant().plus(time);
    clients.forEach(SoakClient::tick);
    LoadPacing.pause(Duration.between(clock.instant(), end).toNanos());
  }

  /** Waits until every client that is still there, and every receiver, has what is owed to it. */
  private void settle(SoakDestinations receiving) {
    LOG.info("settling: {}", figures);
    clients.forEach(SoakClient::settle);
    Map<Long, List<Row>> rows = rows();
    Instant deadline = clock.instant().plus(settings.timeout());
    while (clock.instant().isBefore(deadline) && !isSettled(rows, receiving)) {
      tickFor(Duration.ofMillis(500));
    }
  }

  /** Asks the receivers too, which has what is left tried at once. */
  private boolean isSettled(Map<Long, List<Row>> rows, SoakDestinations receiving) {
    boolean isDelivered = receiving.isDone();
    return clients.stream().allMatch(client -> client.hasReceivedAll(of(client, rows)))
        && isDelivered;
  }

  private List<String> violations() {
    Map<Long, List<Row>> rows = rows();
    List<String> complaints = new ArrayList<>();
    clients.forEach(client -> complaints.addAll(client.violations(of(client, rows))));
    return complaints;
  }

  private static List<Row> of(SoakClient client, Map<Long, List<Row>> rows) {
    return rows.getOrDefault(client.connection(), List.of());
  }

  private Map<Long, List<Row>> rows() {
    record Owned(long connection, Row row) {}
    return JdbcClient.create(database.dataSource())
        .sql("select owner_id, id, subscription_id from notification order by id")
        .query((row, number) -> new Owned(row.getLong(1), new Row(row.getLong(2), row.getLong(3))))
        .stream()
        .collect(
            Collectors.groupingBy(
                Owned::connection, Collectors.mapping(Owned::row, Collectors.toList())));
  }

  @Override
  public void close() throws IOException {
    trouble.shutdownNow();
    if (nginx != null) {
      nginx.close();
    }
    FileSystemUtils.deleteRecursively(directory);
    webservers.forEach(WebserverProcess::close);
    receivers.close();
    alerts.close();
    http.shutdownNow();
    threads.shutdownNow();
    database.close();
  }
}
