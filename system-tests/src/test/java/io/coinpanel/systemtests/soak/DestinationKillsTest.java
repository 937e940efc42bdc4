package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A webserver is killed while it delivers; it takes over from itself when it is back. */
class DestinationKillsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Four missed heartbeats of 5 s, the next look for them, and a slow machine. */
  private static final Duration TAKEOVER = Duration.ofSeconds(45);

  private final Map<String, List<String>> received = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private SoakDatabase database;
  private JdbcClient rows;
  private Connection lock;
  private ReceiverServer receivers;
  private WebserverProcess webserver;
  private SoakAccount account;
  private long held;
  private long uncommitted;
  private long trade;

  @BeforeEach
  void start() throws Exception {
    database = SoakDatabase.withOneSymbol();
    rows = database.rows();
    lock = database.dataSource().getConnection();
    lock.setAutoCommit(false);
    receivers = ReceiverServer.start(this::answer);
    webserver =
        WebserverProcess.start(
            "sender", database.jdbcUrl(), "160m", WebhookReceiver.SETTINGS.toArray(String[]::new));
    webserver.awaitReady(TIMEOUT);
    account = SoakAccount.create(rows);
    held = addWebhook("/held");
    uncommitted = addWebhook("/uncommitted");
  }

  @AfterEach
  void stop() throws Exception {
    webserver.close();
    receivers.close();
    lock.close();
    database.close();
    http.close();
  }

  private long addWebhook(String path) throws IOException, InterruptedException {
    received.put(path, new CopyOnWriteArrayList<>());
    String fields = "\"kind\":\"webhook\",\"url\":\"%s\"".formatted(receivers.url(path));
    return Long.parseLong(
        account.addDestination(http, webserver.port(), fields).get("id").asString());
  }

  /** The first call of one is not answered; that of the other is, but cannot be stored. */
  private boolean answer(Request request, Socket socket) throws IOException {
    List<String> calls = received(request.path());
    boolean isFirst = calls.isEmpty();
    if (isFirst && request.path().equals("/uncommitted")) {
      // The other one's sender stores too that it begins.
      Eventually.within(TIMEOUT, () -> !received("/held").isEmpty());
      lockState();
    }
    calls.add(request.header("webhook-id"));
    if (isFirst && request.path().equals("/held")) {
      ReceiverServer.hold(socket);
      return false;
    }
    ReceiverServer.reply(socket, "200 OK");
    return true;
  }

  private List<String> received(String path) {
    return received.getOrDefault(path, List.of());
  }

  private void lockState() {
    try (Statement statement = lock.createStatement()) {
      statement.execute(
          "select from delivery_state where destination_id = " + uncommitted + " for update");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String fire() {
    trade++;
    return Long.toString(account.fire(rows, trade, 1 + trade));
  }

  /** The killed one's clock was wrong, too: its successor must not wait until that time. */
  @Test
  void whatWasBeingSentIsSentOnceMoreWithItsIdAndNothingIsLost() throws Exception {
    webserver.stepClock(Duration.ofMinutes(20));
    String first = fire();
    Eventually.within(
        TIMEOUT, () -> received("/held").size() == 1 && received("/uncommitted").size() == 1);
    assertThat(database.awaitLockWaiter("webserver " + webserver.port(), TIMEOUT)).isTrue();
    webserver.kill();
    dropSessions();
    lock.rollback();
    webserver.stepClock(Duration.ZERO);
    String second = fire();
    webserver.restart();
    webserver.awaitReady(TIMEOUT);
    Eventually.within(
        TAKEOVER,
        "the takeover",
        () -> received("/held").size() > 1 && received("/uncommitted").size() > 1);
    String third = fire();
    Eventually.within(TIMEOUT, () -> isDone(held, third) && isDone(uncommitted, third));
    assertThat(received("/held")).containsExactly(first, first, second, third);
    assertThat(received("/uncommitted")).containsExactly(first, first, second, third);
    assertThat(attempts(held)).isEqualTo(attempts(uncommitted));
    assertThat(attempts(held))
        .containsExactly(first + " accepted", second + " accepted", third + " accepted");
  }

  /** One that waits for a lock does not notice by itself that its client has died. */
  private void dropSessions() {
    String sessions =
        "from pg_stat_activity where application_name = 'webserver " + webserver.port() + "'";
    rows.sql("select pg_terminate_backend(pid) " + sessions).query(row -> {});
    Eventually.within(
        TIMEOUT, () -> rows.sql("select count(*) " + sessions).query(Integer.class).single() == 0);
  }

  private boolean isDone(long destination, String id) {
    return rows.sql("select done_id from delivery_state where destination_id = ?")
        .param(destination)
        .query(String.class)
        .single()
        .equals(id);
  }

  private List<String> attempts(long destination) {
    return rows.sql(
            """
            select message_id || ' ' || outcome
            from delivery_attempt
            where destination_id = ?
            order by number
            """)
        .param(destination)
        .query((row, number) -> String.valueOf(row.getString(1)))
        .list();
  }
}
