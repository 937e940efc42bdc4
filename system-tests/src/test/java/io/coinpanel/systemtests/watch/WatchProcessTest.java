package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a client as its user runs them: processes, which are killed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class WatchProcessTest {

  private static TestSystem panel;
  @TempDir private Path home;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    panel = TestSystem.start();
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @Test
  void resumesAfterKillWithoutGapsOrDuplicates() throws Exception {
    try (CommandProcess first = watch("bnbusdt").awaitErr("Watching")) {
      trade("bnbusdt", "99", "101");
      first.awaitOut("rose above 100: 101");
      // Printed first, then saved: a kill in between would repeat the line.
      Eventually.until("saved", () -> !remembersNothing("bnbusdt-above-100"));
      first.kill();
    }
    assertThat(Files.getPosixFilePermissions(file("bnbusdt-above-100")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    trade("bnbusdt", "98", "102", "97", "103");
    try (CommandProcess second = watch("bnbusdt").awaitErr("Resuming session")) {
      second.awaitOut("rose above 100: 103");
      trade("bnbusdt", "96", "104");
      second.awaitOut("rose above 100: 104");
      assertThat(second.out().lines().map(line -> line.replaceFirst(".* ", "")))
          .containsExactly("102", "103", "104");
    }
  }

  @Test
  void printsUnprintedNotificationsOnResume() throws Exception {
    try (CommandProcess full =
        CommandProcess.into(Path.of("/dev/full"), home, arguments("xrpusdt"))) {
      full.awaitErr("Watching");
      trade("xrpusdt", "99", "101");
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err()).contains("No space left on device");
    }
    try (CommandProcess next = watch("xrpusdt")) {
      next.awaitOut("rose above 100: 101");
    }
  }

  @Test
  void exitsWhenThePipeIsClosed() throws Exception {
    String[] command = arguments("trxusdt");
    try (CommandProcess watch = CommandProcess.intoHead(home, command).awaitErr("Watching")) {
      trade("trxusdt", "99", "101");
      watch.awaitOut("rose above 100: 101");
      trade("trxusdt", "98", "102");
      assertThat(watch.exitCode()).isEqualTo(141);
    }
  }

  @Test
  void aWrongAddressEndsAWatchWithTheReason() throws Exception {
    String wrongPath = panel.uri().toString().replace("/ws", "/nowhere");
    try (CommandProcess watch =
        CommandProcess.start(home, "watch", "btcusdt", "1", "--url", wrongPath)) {
      assertThat(watch.exitCode()).isEqualTo(1);
      assertThat(watch.err()).contains("no WebSocket at /nowhere (404)");
    }
    String noTls = panel.uri().toString().replace("ws://", "wss://");
    try (CommandProcess watch =
        CommandProcess.start(home, "watch", "btcusdt", "1", "--url", noTls)) {
      assertThat(watch.exitCode()).isEqualTo(1);
      assertThat(watch.err()).contains("TLS failed");
    }
    try (CommandProcess watch =
        CommandProcess.start(
            home, "watch", "btcusdt", "1", "--url", "ws://no-such-host.invalid/ws")) {
      assertThat(watch.exitCode()).isEqualTo(1);
      assertThat(watch.err()).contains("the host no-such-host.invalid is unknown");
    }
    try (CommandProcess watch =
        CommandProcess.start(home, "watch", "btcusdt", "1", "--url", "ws://localhost:1/ws")) {
      watch.awaitErr("the connection was refused; retrying");
    }
  }

  @Test
  void onlyAnInvalidTokenEndsARememberedSession() throws Exception {
    try (CommandProcess watch = watch("uniusdt", "--keep").awaitErr("Watching")) {
      assertThat(watch.interrupt()).isEqualTo(130);
    }
    Path file = file("uniusdt-above-100");
    String remembered = Files.readString(file);
    Files.writeString(
        file,
        remembered.replaceFirst("\"last_notification_id\":null", "\"last_notification_id\":\"x\""));
    assertThat(Files.readString(file)).isNotEqualTo(remembered);
    try (CommandProcess list = CommandProcess.start(home, "list")) {
      assertThat(list.exitCode()).isEqualTo(1);
      assertThat(list.err()).contains("cannot be used");
    }
    assertThat(file).exists();
    trade("uniusdt", "99", "101");
    try (CommandProcess watch = watch("uniusdt").awaitErr("Resuming session")) {
      watch.awaitOut("rose above 100: 101");
    }
  }

  @Test
  void ctrlCExits130AndUnsubscribes() throws Exception {
    try (CommandProcess watch = watch("adausdt").awaitErr("Watching")) {
      assertThat(watch.interrupt()).isEqualTo(130);
    }
    try (CommandProcess list = CommandProcess.start(home, "list")) {
      assertThat(list.exitCode()).isZero();
      assertThat(list.out()).isEmpty();
      assertThat(list.err()).contains("No alerts");
    }
    assertThat(new Sessions(home.resolve("coinpanel/sessions")).names()).isEmpty();
  }

  @Test
  void keepLeavesTheAlertForResuming() throws Exception {
    try (CommandProcess watch = watch("dotusdt", "--keep").awaitErr("Watching")) {
      assertThat(watch.interrupt()).isEqualTo(130);
    }
    trade("dotusdt", "99", "101");
    try (CommandProcess watch = watch("dotusdt")) {
      watch.awaitOut("rose above 100: 101");
    }
  }

  @Test
  void locksASessionByName() throws Exception {
    try (CommandProcess watch = watch("ltcusdt").awaitErr("Watching");
        CommandProcess again = watch("ltcusdt")) {
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.err()).contains("session ltcusdt-above-100").contains("--session NAME");
      try (CommandProcess other = watch("ltcusdt", "--session", "second").awaitErr("Watching")) {
        trade("ltcusdt", "99", "101");
        watch.awaitOut("rose above 100: 101");
        other.awaitOut("rose above 100: 101");
      }
    }
  }

  @Test
  void listKeepsAWatchRunningAndUnsubscribeEndsIt() throws Exception {
    try (CommandProcess watch = watch("solusdt").awaitErr("Watching")) {
      String id = listedId();
      trade("solusdt", "99", "101");
      watch.awaitOut("rose above 100: 101");
      assertThat(watch.err().lines()).hasSize(1);

      try (CommandProcess none = CommandProcess.start(home, "unsubscribe", "0")) {
        assertThat(none.exitCode()).isEqualTo(1);
      }
      try (CommandProcess unsubscribe = CommandProcess.start(home, "unsubscribe", id)) {
        assertThat(unsubscribe.exitCode()).isZero();
        assertThat(unsubscribe.out()).contains("Unsubscribed " + id);
      }
      assertThat(watch.exitCode()).isZero();
      assertThat(watch.err()).contains("unsubscribed");
    }
  }

  private String listedId() throws IOException, InterruptedException {
    try (CommandProcess list = CommandProcess.start(home, "list");
        CommandProcess json = CommandProcess.start(home, "list", "--json")) {
      assertThat(list.exitCode()).isZero();
      assertThat(json.exitCode()).isZero();
      assertThat(list.out()).contains("SOLUSDT above 100").contains("solusdt-above-100");
      assertThat(json.out().lines())
          .hasSize(1)
          .first()
          .asString()
          .contains("\"threshold\":\"100\"");
      return json.out().replaceFirst("(?s).*?\"id\":\"([^\"]*)\".*", "$1");
    }
  }

  @Test
  void jsonPrintsOnlyServerMessages() throws Exception {
    try (CommandProcess watch = watch("avaxusdt", "--json", "--once").awaitErr("Watching")) {
      trade("avaxusdt", "99", "101");
      assertThat(watch.exitCode()).isZero();
      assertThat(watch.out().lines()).hasSize(1).first().asString().startsWith("{\"type\":");
    }
  }

  @Test
  void terminalShowsAColoredStatusLine() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script of util-linux");
    try (CommandProcess watch =
        CommandProcess.onTerminal(home, arguments("linkusdt")).awaitOut("Watching")) {
      trade("linkusdt", "80");
      watch.awaitOut("+25.00 % to 100");
      trade("linkusdt", "101");
      watch.awaitOut("rose above 100: 101");
      assertThat(watch.out()).contains("\u001b[?7l").contains("\u001b[32mconnected");
    }
    try (CommandProcess plain =
        CommandProcess.onTerminal(home, arguments("linkusdt", "--color=never", "--session=p"))) {
      plain.awaitOut("connected");
      assertThat(plain.out()).doesNotContain("\u001b[32m");
    }
  }

  private CommandProcess watch(String symbol, String... more) throws IOException {
    return CommandProcess.start(home, arguments(symbol, more));
  }

  private static String[] arguments(String symbol, String... more) {
    return Stream.concat(
            Stream.of("watch", symbol, "100", "--url", panel.uri().toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  private boolean remembersNothing(String session) throws IOException {
    return Files.readString(file(session)).contains("\"last_notification_id\":null");
  }

  private Path file(String session) {
    return home.resolve("coinpanel/sessions").resolve(new SessionName(session) + ".json");
  }

  private static void trade(String symbol, String... prices) {
    for (String price : prices) {
      panel.exchange().publish(symbol, price);
    }
  }
}
