package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.account.AccountCommand;
import io.coinpanel.cli.account.KeyCommand;
import io.coinpanel.cli.alert.ListCommand;
import io.coinpanel.cli.alert.StatsCommand;
import io.coinpanel.cli.alert.UnsubscribeCommand;
import io.coinpanel.cli.alert.UpdateCommand;
import io.coinpanel.cli.session.NotificationCursors;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.transfer.ExportCommand;
import io.coinpanel.cli.transfer.ImportCommand;
import io.coinpanel.cli.watch.WatchCommand;
import io.coinpanel.systemtests.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that act as accounts, against a real server. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AccountCommandsTest {

  private static final String ADMIN_KEY = "cp_Adm1nK3y_" + "0123456789abcdef".repeat(2);

  private static TestSystem panel;
  private static CuttableProxy wire;

  private final List<CommandRun> running = new ArrayList<>();
  @TempDir private Path directory;

  @BeforeAll
  static void start(@TempDir Path files) throws IOException, InterruptedException {
    Path key = Files.writeString(files.resolve("admin.key"), ADMIN_KEY);
    panel = TestSystem.start("--coinpanel.webserver.admin-key-file=" + key);
    wire = new CuttableProxy(panel.port());
  }

  @AfterAll
  static void stop() throws IOException {
    wire.close();
    panel.close();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (CommandRun run : running) {
      run.interrupt();
    }
  }

  @Test
  void anAdministratorMakesAccountsAndKeysAndDisablesThem() throws Exception {
    CommandRun add = run(new AccountCommand(), ADMIN_KEY, "add", "anna");
    assertThat(add.succeed()).startsWith("http");
    assertThat(run(new AccountCommand(), ADMIN_KEY, "add", "anna").exitCode()).isEqualTo(2);
    String key = key("anna");
    assertThat(key).startsWith("cp_");
    assertThat(run(new KeyCommand(), key, "list").succeed())
        .contains("laptop")
        .contains("subscriptions:read,subscriptions:write")
        .doesNotContain(key);
    assertThat(run(new AccountCommand(), key, "list").exitCode()).isEqualTo(2);
    assertThat(run(new AccountCommand(), ADMIN_KEY, "disable", "anna").succeed())
        .isEqualTo("Disabled anna.");
    assertThat(run(new AccountCommand(), ADMIN_KEY, "list").succeed()).contains("disabled");

    CommandRun rejected = run(new ListCommand(), key);
    assertThat(rejected.exitCode()).isEqualTo(2);
    assertThat(rejected.err()).contains("The server does not accept the key").doesNotContain(key);
  }

  @Test
  void aRevokedKeyEndsItsWatch() throws Exception {
    run(new AccountCommand(), ADMIN_KEY, "add", "ben").succeed();
    String key = key("ben");
    CommandRun watch = watch(key, "xrpusdt", "100").awaitErr("Watching");
    String id = key.substring(3, 11);
    assertThat(run(new KeyCommand(), ADMIN_KEY, "revoke", id, "--account", "ben").succeed())
        .isEqualTo("Revoked " + id + ".");
    assertThat(watch.exitCode()).isEqualTo(2);
    assertThat(watch.err()).contains("does not accept the key").doesNotContain(key);
  }

  @Test
  void anAlertStaysAndAnotherWatchPrintsWhatWasMissed() throws Exception {
    String key = account("carl");
    CommandRun first = watch(key, "bnbusdt", "100", "--name", "Up").awaitErr("Watching");
    trade("bnbusdt", "99", "101");
    first.awaitOut("Up  BNBUSDT rose above 100: 101");
    first.interrupt();
    trade("bnbusdt", "98", "102");
    assertThat(run(new ListCommand(), key).succeed()).contains("BNBUSDT above 100").contains("Up");

    CommandRun second =
        watch(key, "bnbusdt", "100").awaitOut("rose above 100: 102").awaitErr("Watching");
    assertThat(second.out().lines()).hasSize(1);
    wire.cut();
    second.awaitErr("retrying");
    trade("bnbusdt", "97", "103");
    wire.restore();
    second.awaitErr("Reconnected.").awaitOut("rose above 100: 103");
    assertThat(second.out().lines()).hasSize(2);
  }

  @Test
  void changesMadeElsewhereAreALineEach() throws Exception {
    String key = account("dora");
    CommandRun all = watch(key).awaitErr("Watching all alerts");
    CommandRun one = watch(key, "adausdt", "100").awaitErr("Watching ADAUSDT above 100 as alert");
    all.awaitErr("was added.");
    String id = listedId(key);

    assertThat(run(new UpdateCommand(), key, id, "--threshold", "90", "--name", "Dip").succeed())
        .startsWith("Updated " + id + ": ADAUSDT above 90 \"Dip\", revision 2");
    one.awaitErr("ADAUSDT above 90 \"Dip\", is now revision 2");
    run(new UpdateCommand(), key, id, "--pause").succeed();
    one.awaitErr("is paused");
    all.awaitErr("is paused");
    assertThat(run(new StatsCommand(), key).succeed()).contains("0 active, 0 pending, 1 paused");
    run(new UpdateCommand(), key, id, "--enable", "--name", "").succeed();
    assertThat(run(new ListCommand(), key).succeed()).doesNotContain("Dip");

    assertThat(run(new UnsubscribeCommand(), key, id).succeed())
        .isEqualTo("Unsubscribed " + id + ".");
    assertThat(one.exitCode()).isZero();
    all.awaitErr("Alert " + id + " was unsubscribed.");
    assertThat(run(new UnsubscribeCommand(), key, id).exitCode()).isEqualTo(1);
  }

  @Test
  void refusedUpdatesSayWhy() throws Exception {
    String key = account("emil");
    CommandRun watch = watch(key, "ltcusdt", "100").awaitErr("Watching");
    String id = listedId(key);
    CommandRun invalid = run(new UpdateCommand(), key, id, "--threshold", "-1");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.err()).contains("threshold must be");
    assertThat(run(new UpdateCommand(), key, id).exitCode()).isEqualTo(2);
    assertThat(run(new UpdateCommand(), key, "1", "2", "--threshold", "3").exitCode()).isEqualTo(2);
    CommandRun unknown = run(new UpdateCommand(), key, "999999", "--pause");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("The account has no alert 999999");
    assertThat(watch.isRunning()).isTrue();
  }

  @Test
  void aServerOnlyForAccountsAsksForAKey() throws Exception {
    try (TestSystem guarded = TestSystem.start("--coinpanel.webserver.access=accounts")) {
      CommandRun watch =
          new CommandRun(
              new WatchCommand(sessions(), cursors()),
              "btcusdt",
              "1",
              "--url",
              guarded.uri().toString());
      assertThat(watch.exitCode()).isEqualTo(2);
      assertThat(watch.err()).contains("needs an account: use a key");
    }
  }

  @Test
  void wrongUsageIsExplained() throws Exception {
    CommandRun nothing = new CommandRun(new KeyCommand());
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("Missing required subcommand").contains("revoke");
    for (Object command : List.of(new WatchCommand(sessions(), cursors()), new ListCommand())) {
      CommandRun named = new CommandRun(command, "--session", "a b");
      assertThat(named.exitCode()).isEqualTo(2);
      assertThat(named.err()).contains("'a b' is not a valid session name");
    }
  }

  @Test
  void exportedAlertsCanBeImportedByAnotherAccount() throws Exception {
    String from = account("fritz");
    run(new WatchCommand(sessions(), cursors()), from, "dotusdt", "100").awaitErr("Watching");
    run(new UpdateCommand(), from, listedId(from), "--name", "Up, \"soon\"").succeed();
    String to = account("gerda");
    for (String name : List.of("alerts.csv", "alerts.json")) {
      String file = directory.resolve(name).toString();
      run(new ExportCommand(), from, file).succeed();
      assertThat(
              run(new ExportCommand(), from, file.endsWith("csv") ? "--csv" : "--json").succeed())
          .isEqualTo(Files.readString(Path.of(file)).strip());
      assertThat(run(new ImportCommand(), to, file).succeed())
          .containsPattern("^line \\d: (created|exists as) alert ");
    }
    assertThat(run(new ListCommand(), to, "--json").succeed().lines())
        .singleElement()
        .asString()
        .contains("Up, \\\"soon\\\"");

    Path broken = Files.writeString(directory.resolve("b.csv"), "symbol,threshold\nnosuchcoin,1\n");
    CommandRun failed = run(new ImportCommand(), to, broken.toString());
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("line 2: failed: symbol is unknown");
    assertThat(run(new ImportCommand(), to, "/no/such/file").exitCode()).isEqualTo(1);
  }

  @Test
  void accountLocalNeedsNoKey() throws Exception {
    CommandRun watch =
        started(new WatchCommand(sessions(), cursors()), "solusdt", "100", "--local");
    watch.awaitErr("Watching");
    watch.interrupt();
    assertThat(started(new ListCommand(), "--local").succeed()).contains("SOLUSDT above 100");
    assertThat(started(new StatsCommand()).succeed()).contains("solusdt");
  }

  private String account(String name) throws Exception {
    run(new AccountCommand(), ADMIN_KEY, "add", name).succeed();
    return key(name);
  }

  private String key(String account) throws Exception {
    return run(new KeyCommand(), ADMIN_KEY, "create", "laptop", "--account", account).succeed();
  }

  private String listedId(String key) throws Exception {
    String json = run(new ListCommand(), key, "--json").succeed();
    return json.replaceFirst("(?s).*?\"id\":\"([^\"]*)\".*", "$1");
  }

  private CommandRun watch(String key, String... arguments) {
    return run(new WatchCommand(sessions(), cursors()), key, arguments);
  }

  /** Runs it with a key, among the last arguments, as subcommands come first. */
  private CommandRun run(Object command, String key, String... arguments) {
    return started(
        command,
        Stream.concat(Stream.of(arguments), Stream.of("--key", key)).toArray(String[]::new));
  }

  private CommandRun started(Object command, String... arguments) {
    String url = "ws://localhost:" + wire.port() + "/ws";
    CommandRun run =
        new CommandRun(
            command,
            Stream.concat(Stream.of(arguments), Stream.of("--url", url)).toArray(String[]::new));
    running.add(run);
    return run;
  }

  private Sessions sessions() {
    return new Sessions(directory.resolve("sessions"));
  }

  private NotificationCursors cursors() {
    return new NotificationCursors(directory.resolve("accounts"));
  }

  private static void trade(String symbol, String... prices) {
    for (String price : prices) {
      panel.exchange().publish(symbol, price);
    }
  }
}
