package io.coinpanel.backtest.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyArchiveTest {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> downloads = new ArrayList<>();

  @AfterEach
  void close() {
    http.close();
  }

  private DailyArchive archive(URI base) {
    return new DailyArchive(http, base, directory, downloads::add);
  }

  @Test
  void downloadsAFileOnce() throws Exception {
    try (Simulator exchange = Simulator.start(SimulatorSettings.documented())) {
      exchange.publishAt(
          Instant.parse("2026-01-01T12:00:00Z").toEpochMilli(), "BTCUSDT", "100", false);
      DailyArchive archive = archive(exchange.restUri());
      Path file = archive.find("btcusdt", DAY).orElseThrow();
      assertThat(archive.find("btcusdt", DAY)).contains(file);
    }
    assertThat(downloads).containsExactly("BTCUSDT-aggTrades-2026-01-01.zip");
    assertThat(directory).isDirectoryContaining(path -> path.endsWith(downloads.getFirst()));
  }

  @Test
  void hasNoFileOfADayThatHasNotEnded() throws Exception {
    try (Simulator exchange = Simulator.start(SimulatorSettings.documented())) {
      assertThat(archive(exchange.restUri()).find("btcusdt", LocalDate.of(9999, 1, 1))).isEmpty();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void rejectsAFileWithAnotherChecksum() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "0123  name".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try {
      assertThatThrownBy(() -> archive(base).find("btcusdt", DAY))
          .isInstanceOf(UnusableTradesException.class)
          .hasMessageEndingWith("does not match its published checksum");
      assertThat(directory).isEmptyDirectory();
    } finally {
      server.stop(0);
    }
  }
}
