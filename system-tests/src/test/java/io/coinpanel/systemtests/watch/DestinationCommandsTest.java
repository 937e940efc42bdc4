package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.alert.ListCommand;
import io.coinpanel.cli.alert.UpdateCommand;
import io.coinpanel.cli.destination.DestinationCommand;
import io.coinpanel.cli.session.NotificationCursors;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.watch.WatchCommand;
import io.coinpanel.systemtests.MailReceiver;
import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotApi;
import io.coinpanel.testkit.telegram.BotChat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of destinations, as account {@code local} of a real server. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DestinationCommandsTest {

  private static final String KEY = "cp_Adm1nK3y_" + "0123456789abcdef".repeat(2);

  private static TestSystem panel;
  private static BotApi telegram;

  private final List<CommandRun> running = new ArrayList<>();
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    telegram = BotApi.start();
    panel =
        TestSystem.start(
            Stream.concat(
                    WebhookReceiver.SETTINGS.stream(),
                    Stream.of(
                        "--coinpanel.webserver.telegram-token=" + BotApi.TOKEN,
                        "--coinpanel.webserver.telegram-uri=" + telegram.uri()))
                .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    panel.close();
    telegram.close();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (CommandRun run : running) {
      run.interrupt();
    }
  }

  @Test
  void aWebhookIsAddedTestedTurnedOffAndDeleted() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      CommandRun add = run("add", "webhook", receiver.url(), "--name", "Bot", "--not-default");
      String secret = add.succeed();
      assertThat(secret).startsWith("whsec_");
      String id = addedId(add);
      assertThat(run("list").succeed())
          .containsPattern(id + " +webhook +Bot +" + receiver.url() + " +no +ok")
          .doesNotContain(secret);

      assertThat(run("test", id).succeed()).isEqualTo("Accepted with status 204.");
      assertThat(receiver.calls().getFirst().isSignedWith(secret)).isTrue();
      String second = run("secret", id).succeed();
      assertThat(second).startsWith("whsec_").isNotEqualTo(secret);
      run("test", id).succeed();
      assertThat(receiver.calls().getLast().isSignedWith(second)).isTrue();

      receiver.answer(500);
      CommandRun refused = run("test", id);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("Not accepted: HTTP status 500.");
      assertThat(run("disable", id).succeed()).isEqualTo("Disabled destination " + id + ".");
      assertThat(run("list").succeed()).contains("disabled").contains("turned off");
      assertThat(run("enable", id).succeed()).isEqualTo("Enabled destination " + id + ".");
      assertThat(run("list", "--json").succeed()).contains("\"status\":\"ok\"");
      assertThat(run("delete", id).succeed()).isEqualTo("Deleted destination " + id + ".");
      assertThat(run("delete", id).exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aTelegramChatIsLinkedByTheLinkThatIsPrinted() throws Exception {
    CommandRun add = run("add", "telegram", "--name", "Phone");
    String link = add.succeed();
    assertThat(link).startsWith("https://t.me/" + BotApi.USERNAME + "?start=");
    String id = addedId(add);
    assertThat(run("list").succeed())
        .containsPattern(id + " +telegram +Phone +- +yes +unconfirmed");
    BotChat chat = telegram.chats().person(1, "Anna");
    chat.write("/start " + link.substring(link.indexOf('=') + 1));
    Eventually.passes(
        () ->
            assertThat(run("list").succeed())
                .containsPattern(id + " +telegram +Phone +Anna +yes +ok"));
    run("test", id).succeed();
    assertThat(chat.received()).anyMatch(text -> text.contains("This is a test"));
    run("delete", id).succeed();
  }

  @Test
  void aDeliveredNotificationIsListedAndSentAgain() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      String id = added("webhook", receiver.url());
      assertThat(run("deliveries", id).awaitErr("Nothing has been sent there yet.").exitCode())
          .isZero();
      watch("xrpusdt", "100").awaitErr("Watching");
      panel.exchange().publish("xrpusdt", "99");
      panel.exchange().publish("xrpusdt", "101");
      Eventually.until(() -> receiver.calls().size() == 1);
      String notification = receiver.calls().getFirst().id();
      Eventually.passes(
          () ->
              assertThat(run("deliveries", id).succeed())
                  .containsPattern("(?m)^" + notification + " +1 +\\S+ +accepted +204 "));
      assertThat(run("redeliver", id, notification).succeed())
          .isEqualTo("Notification " + notification + " will be sent again.");
      Eventually.until(() -> receiver.calls().size() == 2);
      assertThat(receiver.calls().getLast().id()).isEqualTo(notification);
      run("delete", id).succeed();
    }
  }

  @Test
  void anAlertGoesToTheDestinationsItNames() throws Exception {
    String first = added("ntfy", "https://ntfy.sh/topic", "--token", "secret", "--priority", "4");
    String second = added("slack", "https://hooks.slack.com/services/a");
    assertThat(run("list").succeed()).doesNotContain("hooks.slack.com").doesNotContain("secret");
    watch("ltcusdt", "100", "--destination", first).awaitErr("Watching");
    String alert = alert();
    assertThat(alert).contains("\"destinations\":[\"" + first + "\"]");
    String id = alert.replaceFirst("(?s).*?\"id\":\"([^\"]*)\".*", "$1");

    update(id, "--destination", first, "--destination", second).succeed();
    assertThat(alert()).contains("\"destinations\":[\"" + first + "\",\"" + second + "\"]");
    update(id, "--no-destinations").succeed();
    assertThat(alert()).contains("\"destinations\":[]");
    update(id, "--default-destinations").succeed();
    assertThat(alert()).contains("\"destinations\":null");
    assertThat(update(id, "--no-destinations", "--destination", first).exitCode()).isEqualTo(2);
    assertThat(update(id, "--no-destinations", "--default-destinations").exitCode()).isEqualTo(2);
    CommandRun unknown = update(id, "--destination", "999999");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("destination");
    run("delete", first).succeed();
    run("delete", second).succeed();
  }

  @Test
  void anAddressIsAddedAndAskedAgain() throws Exception {
    Path key = Files.writeString(directory.resolve("admin.key"), KEY);
    try (MailReceiver mails = new MailReceiver();
        TestSystem mailing =
            TestSystem.start(
                Stream.of(
                        WebhookReceiver.SETTINGS.stream(),
                        mails.settings("https://coinpanel.example"),
                        Stream.of("--coinpanel.webserver.admin-key-file=" + key))
                    .flatMap(some -> some)
                    .toArray(String[]::new))) {
      CommandRun add = runAt(mailing, "add", "email", "me@example.org");
      add.succeed();
      assertThat(add.err()).contains("Open the link in the mail");
      String id = addedId(add);
      assertThat(runAt(mailing, "list").succeed())
          .containsPattern(id + " +email +- +me@example.org +yes +unconfirmed");
      assertThat(runAt(mailing, "test", id).exitCode()).isEqualTo(2);
      assertThat(runAt(mailing, "confirmation", id).succeed()).contains("A new mail");
      assertThat(mails.find("me@example.org", 2, Pattern.compile("(confirm/\\S{43})")))
          .isNotEmpty();
    }
  }

  private static CommandRun runAt(TestSystem server, String... arguments) {
    Stream<String> common = Stream.of("--url", server.uri().toString(), "--key", KEY);
    return new CommandRun(
        new DestinationCommand(),
        Stream.concat(Stream.of(arguments), common).toArray(String[]::new));
  }

  @Test
  void aServerWithoutASecretKeySaysSo() throws Exception {
    try (TestSystem keyless = TestSystem.start()) {
      CommandRun add =
          new CommandRun(
              new DestinationCommand(),
              "add",
              "webhook",
              "https://example.org/alerts",
              "--url",
              keyless.uri().toString());
      assertThat(add.exitCode()).isEqualTo(1);
      assertThat(add.err()).contains("the server has no COINPANEL_SECRET_KEY");
    }
  }

  @Test
  void wrongUsageIsExplained() throws Exception {
    assertThat(run("add", "pigeon", "https://example.org").exitCode()).isEqualTo(2);
    CommandRun local = run("add", "webhook", "nonsense");
    assertThat(local.exitCode()).isEqualTo(2);
    assertThat(local.err()).contains("url: must be a URL");
  }

  private String added(String... arguments) throws Exception {
    CommandRun add = run(Stream.concat(Stream.of("add"), Stream.of(arguments)));
    add.succeed();
    return addedId(add);
  }

  private static String addedId(CommandRun add) {
    return (add.out() + add.err()).replaceFirst("(?s).*Added destination (\\d+)\\..*", "$1");
  }

  private String alert() throws Exception {
    return started(new ListCommand(), Stream.of("--local", "--json"))
        .succeed()
        .lines()
        .filter(line -> line.contains("ltcusdt"))
        .findFirst()
        .orElseThrow();
  }

  private CommandRun update(String... arguments) {
    return started(new UpdateCommand(), Stream.concat(Stream.of(arguments), Stream.of("--local")));
  }

  private CommandRun watch(String... arguments) {
    WatchCommand command =
        new WatchCommand(
            new Sessions(directory.resolve("sessions")),
            new NotificationCursors(directory.resolve("accounts")));
    return started(command, Stream.concat(Stream.of(arguments), Stream.of("--local")));
  }

  private CommandRun run(String... arguments) {
    return run(Stream.of(arguments));
  }

  private CommandRun run(Stream<String> arguments) {
    return started(new DestinationCommand(), arguments);
  }

  private CommandRun started(Object command, Stream<String> arguments) {
    Stream<String> url = Stream.of("--url", panel.uri().toString());
    CommandRun run = new CommandRun(command, Stream.concat(arguments, url).toArray(String[]::new));
    running.add(run);
    return run;
  }
}
