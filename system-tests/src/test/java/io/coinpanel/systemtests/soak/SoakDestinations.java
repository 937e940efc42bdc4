package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.DestinationChecker.Stand;
import io.coinpanel.systemtests.soak.DestinationChecker.Stored;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Accounts with destinations of every kind, a third of whose receivers misbehave, and a person who
 * has them tried again before their back-off has passed.
 */
final class SoakDestinations implements AutoCloseable {

  /** Notifications of one account at once, now and then. */
  private static final int BURST = 12;

  private static final int BURSTS = 40;

  private static final String FIRE =
      """
      insert into notification (
        subscription_id, owner_id, trade_id, price, previous_price, trade_time, created_at, source)
      select s.id, s.owner_id, fired.price, fired.price, 1, now(), now(), 'live'
      from unnest(?::bigint[], ?::bigint[]) with ordinality as fired (one, price, place)
      join subscription s on s.id = fired.one
      order by fired.place
      """;

  private static final String STATE =
      """
      select s.destination_id, s.done_id, s.failing_since is not null as is_failing,
        s.done_id < (select max(id) from notification where owner_id = d.account_id) as is_behind
      from delivery_state s
      join destination d on d.id = s.destination_id
      """;

  /** What became of a message is in its last attempt. */
  private static final String GIVEN_UP =
      """
      select message_id
      from (
        select distinct on (message_id) message_id, outcome
        from delivery_attempt
        where destination_id = ?
        order by message_id, number desc
      ) last
      where outcome = 'failed'
      """;

  private final HttpClient http;
  private final JdbcClient database;
  private final List<Integer> ports;
  private final Random random;
  private final EventCounts figures;
  private final List<AccountLoad> accounts = new ArrayList<>();
  private final List<SoakDestination> destinations = new ArrayList<>();
  private final List<ReceiverServer> servers = new ArrayList<>();
  private final Map<String, SoakReceiver> receivers = new ConcurrentHashMap<>();

  private record SoakDestination(long id, SoakAccount account, SoakReceiver receiver) {
    @Override
    public String toString() {
      return receiver.format() + " " + id + " that " + receiver.misbehaviour();
    }
  }

  private record State(long destination, long doneId, boolean isFailing, boolean isBehind) {}

  /** What an account is notified of: ever higher prices. */
  private static final class AccountLoad {
    private final SoakAccount account;
    private long price = 1;

    AccountLoad(SoakAccount account) {
      this.account = account;
    }
  }

  /**
   * Adds them, before anything goes wrong.
   *
   * @param ports of webservers
   */
  SoakDestinations(
      HttpClient http,
      JdbcClient database,
      List<Integer> ports,
      Random random,
      EventCounts figures) {
    this.http = http;
    this.database = database;
    this.ports = ports;
    this.random = random;
    this.figures = figures;
  }

  void add(int howManyAccounts) throws IOException {
    for (int i = 0; i < howManyAccounts; i++) {
      AccountLoad load = new AccountLoad(SoakAccount.create(database));
      accounts.add(load);
      // Each has its own, as connections to one server are limited.
      ReceiverServer server = ReceiverServer.start(this::answer);
      servers.add(server);
      for (MessageFormat format : MessageFormat.values()) {
        add(load.account, format, server);
      }
    }
    figures.add("destinations", destinations.size());
  }

  private void add(SoakAccount account, MessageFormat format, ReceiverServer server) {
    SoakReceiver receiver =
        new SoakReceiver(format, nextMisbehaviour(), new Random(random.nextLong()));
    String path = "/" + destinations.size();
    receivers.put(path, receiver);
    // Refused where too many come in a second.
    Eventually.until(
        () -> {
          JsonNode added = account.addDestination(http, anyPort(), format.fields(server.url(path)));
          receiver.expectSignatures(added.has("secret") ? added.get("secret").asString() : null);
          return destinations.add(
              new SoakDestination(Long.parseLong(added.get("id").asString()), account, receiver));
        });
  }

  /** Of a third of them, each in turn. */
  private Misbehaviour nextMisbehaviour() {
    int number = destinations.size();
    Misbehaviour[] all = Misbehaviour.values();
    return number % 3 == 0 ? all[1 + number / 3 % (all.length - 1)] : Misbehaviour.NONE;
  }

  private int anyPort() {
    return ports.get(random.nextInt(ports.size()));
  }

  private boolean answer(Request request, Socket socket) throws IOException {
    SoakReceiver receiver = receivers.get(request.path().replaceFirst("/[a-z]+$", ""));
    return receiver != null && receiver.answer(request, socket);
  }

  /** What fires in a fifth of a second. */
  void write() {
    List<Long> subscriptions = new ArrayList<>();
    List<Long> prices = new ArrayList<>();
    for (AccountLoad load : accounts) {
      int rows = random.nextInt(8) == 0 ? 1 : 0;
      rows += random.nextInt(8 * BURSTS) == 0 ? BURST : 0;
      for (int row = 0; row < rows; row++) {
        load.price++;
        subscriptions.add(load.account.subscription());
        prices.add(load.price);
      }
    }
    if (!prices.isEmpty()) {
      Object[] fired = {subscriptions.toArray(Long[]::new), prices.toArray(Long[]::new)};
      figures.add("notifications of accounts", database.sql(FIRE).params(fired).update());
      database.sql("select pg_notify('notification', '')").query(row -> {});
    }
  }

  /** Has one of those whose receivers misbehave tried at once. */
  void hurry() {
    List<SoakDestination> bad =
        destinations.stream()
            .filter(one -> one.receiver.misbehaviour() != Misbehaviour.NONE)
            .toList();
    if (!bad.isEmpty()) {
      hurry(bad.get(random.nextInt(bad.size())));
    }
  }

  /** That a webserver may be away is part of it. */
  private void hurry(SoakDestination one) {
    var _ = one.account.hurry(http, anyPort(), one.id);
  }

  void repair() throws IOException {
    for (SoakDestination one : destinations) {
      one.receiver.repair();
    }
  }

  /** Whether everything was sent that can be; has what was not tried at once. */
  boolean isDone() {
    Map<Long, State> states = states();
    List<SoakDestination> behind =
        destinations.stream()
            .filter(one -> one.receiver.misbehaviour() != Misbehaviour.IS_DEAD)
            .filter(one -> isBehind(states.get(one.id)))
            .toList();
    behind.forEach(this::hurry);
    return behind.isEmpty();
  }

  private static boolean isBehind(@Nullable State state) {
    return state == null || state.isBehind();
  }

  private Map<Long, State> states() {
    return database
        .sql(STATE)
        .query(
            (row, number) ->
                new State(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)))
        .stream()
        .collect(Collectors.toMap(State::destination, state -> state));
  }

  /**
   * What broke a promise.
   *
   * @param upsets each of which explains one repeat of each destination
   */
  List<String> violations(long upsets) {
    Map<Long, State> states = states();
    List<String> complaints = new ArrayList<>();
    for (SoakDestination one : destinations) {
      complaints.addAll(one.receiver.complaints());
      State state = states.get(one.id);
      if (state == null) {
        complaints.add(one + " is gone");
        continue;
      }
      DestinationChecker checker = check(one, state);
      complaints.addAll(checker.complaints());
      if (checker.repeats() > upsets) {
        complaints.add(one + " was sent " + checker.repeats() + " messages once more");
      }
    }
    return complaints;
  }

  private DestinationChecker check(SoakDestination one, State state) {
    DestinationChecker checker = new DestinationChecker(one.toString(), stored(one.account));
    checker.compare(
        one.receiver.received(), new Stand(state.doneId(), state.isFailing(), givenUp(one.id)));
    figures.add("deliveries", checker.accepted());
    figures.add("deliveries repeated", checker.repeats());
    figures.add("deliveries repeated after later ones", checker.rewinds());
    figures.add("deliveries of several", checker.summaries());
    figures.add("notifications not delivered, which is shown", checker.givenUp());
    return checker;
  }

  private List<Stored> stored(SoakAccount account) {
    return database
        .sql("select id, price from notification where owner_id = ? order by id")
        .param(account.id())
        .query((row, number) -> new Stored(row.getLong(1), row.getLong(2)))
        .list();
  }

  private Set<String> givenUp(long destination) {
    return new HashSet<>(database.sql(GIVEN_UP).param(destination).query(String.class).list());
  }

  @Override
  public void close() throws IOException {
    for (ReceiverServer server : servers) {
      server.close();
    }
  }
}
