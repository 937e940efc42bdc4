package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several clients of each account, on two webservers that are killed in turn. */
@Tag("long")
class AccountKillsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int KILLS = 2;
  private static final int BATCHES_BETWEEN = 20;
  private static final long BATCH_NANOS = 50_000_000;
  private static final int ACCOUNTS = 3;
  private static final int CLIENTS = 3;

  private static SoakDatabase database;
  private static JdbcClient rows;
  private static final List<WebserverProcess> WEBSERVERS = new ArrayList<>();

  private final List<List<AccountClient>> clients = new ArrayList<>();
  private final List<Long> accounts = new ArrayList<>();
  private long trade;

  @BeforeAll
  static void start() throws IOException {
    database = SoakDatabase.withOneSymbol();
    rows = database.rows();
    WEBSERVERS.add(WebserverProcess.start("one", database.jdbcUrl(), "160m"));
    WEBSERVERS.add(WebserverProcess.start("two", database.jdbcUrl(), "160m"));
    WEBSERVERS.forEach(webserver -> webserver.awaitReady(TIMEOUT));
  }

  @AfterAll
  static void stop() throws IOException {
    WEBSERVERS.forEach(WebserverProcess::close);
    database.close();
  }

  private static String secret(int account) {
    return "x".repeat(31) + account;
  }

  private void createAccount(int number) throws NoSuchAlgorithmException {
    long id =
        rows.sql("insert into account (name, created_at) values (?, now()) returning id")
            .param("account " + number)
            .query(Long.class)
            .single();
    rows.sql(
            "insert into api_key (id, secret_hash, account_id, name, scopes, created_at)"
                + " values (?, ?, ?, 'key', array['subscriptions:read'], now())")
        .params(
            "account" + number,
            MessageDigest.getInstance("SHA-256")
                .digest(secret(number).getBytes(StandardCharsets.US_ASCII)),
            id)
        .update();
    rows.sql(
            "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)"
                + " select ?, 'btcusdt', 'above', n, 'every', now() from generate_series(1, 3) n")
        .param(id)
        .update();
    accounts.add(id);
    List<Integer> ports = WEBSERVERS.stream().map(WebserverProcess::port).toList();
    clients.add(
        IntStream.range(0, CLIENTS)
            .mapToObj(
                client ->
                    new AccountClient(
                        "cp_account" + number + "_" + secret(number),
                        ports,
                        new Random(31L * number + client)))
            .toList());
  }

  /** A trade that crosses every threshold. */
  private void fire() {
    rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " select id, owner_id, ?, 9, 1, now(), now(), 'live' from subscription"
                + " order by id")
        .param(++trade)
        .update();
    rows.sql("select pg_notify('notification', '')").query(row -> {});
  }

  private List<Long> stored(long account) {
    return rows.sql("select id from notification where owner_id = ? order by id")
        .param(account)
        .query((row, number) -> row.getLong(1))
        .list();
  }

  @Test
  void everyClientGetsEveryNotificationOfItsAccountOnceAndInOrder() throws Exception {
    for (int number = 1; number <= ACCOUNTS; number++) {
      createAccount(number);
    }
    List<AccountClient> all = clients.stream().flatMap(List::stream).toList();
    all.forEach(client -> Thread.ofVirtual().start(client));
    try {
      Eventually.within(TIMEOUT, () -> all.stream().allMatch(AccountClient::hasBegun));
      // One that every client has, from which it resumes.
      fire();
      Eventually.within(TIMEOUT, () -> all.stream().allMatch(client -> client.last() > 0));
      for (int kill = 0; kill < KILLS; kill++) {
        write(BATCHES_BETWEEN / 2);
        WebserverProcess victim = WEBSERVERS.get(kill % 2);
        victim.kill();
        write(BATCHES_BETWEEN / 2);
        victim.restart();
        victim.awaitReady(TIMEOUT);
      }
      fire();
      for (int account = 0; account < ACCOUNTS; account++) {
        check(accounts.get(account), clients.get(account));
      }
    } finally {
      all.forEach(AccountClient::stop);
    }
  }

  private void write(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      fire();
      LoadPacing.pause(BATCH_NANOS);
    }
  }

  private void check(long account, List<AccountClient> clientsOfIt) {
    List<Long> stored = stored(account);
    for (AccountClient client : clientsOfIt) {
      Eventually.within(TIMEOUT, () -> client.last() == stored.getLast());
      assertThat(client.complaints()).isEmpty();
      List<Long> received = client.received();
      // Before its first notification it may have begun with the present.
      assertThat(received)
          .isEqualTo(stored.subList(stored.indexOf(received.getFirst()), stored.size()));
    }
  }
}
