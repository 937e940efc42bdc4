package io.coinpanel.systemtests.faults;

import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.process.Signals;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A Postgres of the run's own, durable, that can be killed with all its children, frozen, and
 * started again on the same data and port.
 */
final class PostgresServer implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path data;
  private final Path log;
  private final Path binaries;
  private final int port;
  private @Nullable Process postmaster;

  private PostgresServer(Path data, Path log, Path binaries, int port) {
    this.data = data;
    this.log = log;
    this.binaries = binaries;
    this.port = port;
  }

  static PostgresServer create(Path directory) throws IOException, SQLException {
    Path data = Files.createDirectories(directory).resolve("data");
    Path binaries = initialised(data);
    PostgresServer server =
        new PostgresServer(data, directory.resolve("postgres.log"), binaries, Ports.free());
    server.start();
    try (Connection connection = server.superuser("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create role coinpanel login");
      statement.execute("create database coinpanel owner coinpanel");
    }
    return server;
  }

  /** Makes the data directory, and returns the directory of the server's programs. */
  private static Path initialised(Path data) throws IOException, SQLException {
    try (EmbeddedPostgres once =
            EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
        Connection connection = once.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select setting from pg_config() where name = 'BINDIR'")) {
      row.next();
      return Path.of(row.getString(1));
    }
  }

  String url() {
    return url("coinpanel");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?connectTimeout=2&loginTimeout=3&socketTimeout=20";
  }

  /** A connection as the services have it. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "coinpanel", "");
  }

  /** A connection that is granted when no other is left. */
  Connection superuser() throws SQLException {
    return superuser("coinpanel");
  }

  private Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", "");
  }

  /** Starts it, unless it runs, and waits until it answers. */
  void start() throws IOException {
    if (postmaster != null && postmaster.isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // it refuses to run as root
    }
    command.addAll(List.of(binaries.resolve("postgres").toString(), "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=40",
            "shared_buffers=64MB",
            "max_notify_queue_pages=64", // half a megabyte, the least there is
            "fsync=on",
            "full_page_writes=on")) {
      command.addAll(List.of("-c", setting));
    }
    postmaster =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Eventually.passes(TIMEOUT, () -> superuser("postgres").close());
  }

  /** Kills the server and all its children, as a power failure would. */
  void kill() throws IOException {
    Process running = postmaster;
    if (running != null && running.isAlive()) {
      Signals.killTree(running.toHandle());
    }
  }

  /** Ends it as an administrator would who does not wait for clients. */
  void stopFast() throws IOException, InterruptedException {
    thaw();
    Process running = postmaster;
    if (running != null) {
      Signals.send("INT", List.of(running.toHandle()));
      running.waitFor();
    }
  }

  /** How many lines of its log have this in them. */
  long logged(String text) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  /** Stops one backend, as a debugger would, or lets it go on. */
  void signalBackend(long pid, String signal) throws IOException, InterruptedException {
    List<ProcessHandle> backend = family().stream().filter(member -> member.pid() == pid).toList();
    Signals.send(signal, backend);
  }

  void freeze() throws IOException, InterruptedException {
    Signals.send("STOP", family());
  }

  void thaw() throws IOException, InterruptedException {
    Signals.send("CONT", family());
  }

  private List<ProcessHandle> family() {
    List<ProcessHandle> family = new ArrayList<>();
    Process running = postmaster;
    if (running != null && running.isAlive()) {
      family.add(running.toHandle());
      running.descendants().forEach(family::add);
    }
    return family;
  }

  @Override
  public void close() throws IOException {
    kill();
    FileSystemUtils.deleteRecursively(data.toFile());
  }
}
