package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.AlertSource.Firing;
import io.coinpanel.systemtests.soak.DestinationAudit.State;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/**
 * Accounts with destinations of every kind, a third of whose receivers misbehave, and a person who
 * has them tried again before their back-off has passed.
 */
final class SoakDestinations {

  /** Notifications of one account at once, now and then. */
  private static final int BURST = 12;

  private static final int BURSTS = 40;
  private static final int USUAL = 8;

  /** Texts about the feed cannot be told from others by what is stored. */
  private static final String NO_NOTICES = ",\"feed_events\":false";

  /** How many are tried at once while the rest is waited for. */
  private static final int HURRIED = 20;

  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Notifications that are to fire for an account, on average. */
  static final double PER_SECOND =
      1_000.0 / STEP.toMillis() * (1.0 / USUAL + (double) BURST / (USUAL * BURSTS));

  private final HttpClient http;
  private final List<Integer> ports;
  private final Receivers receivers;
  private final AlertSource alerts;
  private final DestinationAudit audit;
  private final Random random;
  private final EventCounts figures;
  private final InstantSource clock = InstantSource.system();
  private final List<AccountLoad> accounts = new ArrayList<>();
  private final List<SoakDestination> destinations = new ArrayList<>();
  private @Nullable Instant due;

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
      List<Integer> ports,
      Receivers receivers,
      AlertSource alerts,
      DestinationAudit audit,
      Random random,
      EventCounts figures) {
    this.http = http;
    this.ports = ports;
    this.receivers = receivers;
    this.alerts = alerts;
    this.audit = audit;
    this.random = random;
    this.figures = figures;
  }

  void add(int howManyAccounts) throws IOException {
    for (int i = 0; i < howManyAccounts; i++) {
      AccountLoad load = new AccountLoad(alerts.newAccount());
      accounts.add(load);
      ReceiverServer server = receivers.newServer();
      for (MessageFormat format : MessageFormat.values()) {
        add(load.account, format, server);
      }
    }
    Eventually.within(TIMEOUT, "all destinations to be confirmed", () -> audit.unconfirmed() == 0);
    alerts.awaitReady();
    figures.add("destinations", destinations.size());
  }

  private void add(SoakAccount account, MessageFormat format, ReceiverServer server) {
    SoakReceiver receiver =
        new SoakReceiver(format, nextMisbehaviour(), new Random(random.nextLong()));
    switch (format) {
      case TELEGRAM ->
          receivers.telegram().link(receiver, add(account, receiver, "").get("link").asString());
      case EMAIL -> addMailbox(account, receiver);
      case WEBHOOK, IMPATIENT_WEBHOOK, NTFY, DISCORD, SLACK -> {
        JsonNode added = add(account, receiver, receivers.url(server, receiver));
        receiver.expectSignatures(added.has("secret") ? added.get("secret").asString() : null);
      }
    }
  }

  private JsonNode add(SoakAccount account, SoakReceiver receiver, String address) {
    List<JsonNode> added = new ArrayList<>();
    // Refused where too many come in a second.
    Eventually.until(
        () ->
            added.add(
                account.addDestination(
                    http, anyPort(), receiver.format().fields(address) + NO_NOTICES)));
    JsonNode answer = added.getFirst();
    destinations.add(
        new SoakDestination(Long.parseLong(answer.get("id").asString()), account, receiver));
    return answer;
  }

  private void addMailbox(SoakAccount account, SoakReceiver receiver) {
    String address = "person-" + account.id() + "@receivers.example";
    add(account, receiver, address);
    String code = receivers.mails().code(address);
    receivers.mails().begin(address, receiver);
    // Refused where too many are confirmed in a minute.
    Eventually.within(TIMEOUT, () -> account.confirm(http, anyPort(), code));
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

  /** What has fired since the last time, at a steady rate. */
  void fire() {
    Instant now = clock.instant();
    due = due == null ? now : due;
    while (!due.isAfter(now)) {
      due = due.plus(STEP);
      fireStep();
    }
  }

  private void fireStep() {
    List<Firing> firings = new ArrayList<>();
    for (AccountLoad load : accounts) {
      int count = random.nextInt(USUAL) == 0 ? 1 : 0;
      count += random.nextInt(USUAL * BURSTS) == 0 ? BURST : 0;
      for (int one = 0; one < count; one++) {
        load.price++;
        firings.add(new Firing(load.account, load.price));
      }
    }
    if (!firings.isEmpty()) {
      alerts.fire(firings);
      figures.add("notifications of accounts", firings.size());
    }
  }

  /** What is shown as failed is looked at now and then; that the database is away is part of it. */
  void look() {
    try {
      audit.lookForGivenUp();
    } catch (DataAccessException e) {
      figures.count("looks without a database");
    }
  }

  /** Has one of those whose receivers misbehave tried at once. */
  void hurry() {
    List<SoakDestination> bad =
        destinations.stream().filter(one -> !one.receiver().isWell()).toList();
    if (!bad.isEmpty()) {
      hurry(bad.get(random.nextInt(bad.size())));
    }
  }

  /** That a webserver may be away is part of it. */
  private void hurry(SoakDestination one) {
    var _ = one.account().hurry(http, anyPort(), one.id());
  }

  void repair() throws IOException {
    for (SoakDestination one : destinations) {
      one.receiver().repair();
    }
  }

  /** Whether everything was sent that can be; has what was not tried at once. */
  boolean isDone() {
    Map<Long, State> states = audit.states();
    List<SoakDestination> behind =
        new ArrayList<>(
            destinations.stream()
                .filter(one -> one.receiver().misbehaviour() != Misbehaviour.IS_DEAD)
                .filter(one -> isBehind(states.get(one.id())))
                .toList());
    Collections.shuffle(behind, random);
    behind.stream().limit(HURRIED).forEach(this::hurry);
    return alerts.isStored() && behind.isEmpty();
  }

  private static boolean isBehind(@Nullable State state) {
    return state == null || state.isBehind();
  }

  /** What broke a promise. */
  List<String> violations(DestinationReport report) {
    List<String> complaints = new ArrayList<>(alerts.complaints());
    complaints.addAll(audit.violations(destinations, report));
    report.say("destinations", destinations.size());
    report.say("messages too fast for Telegram", receivers.telegram().refusedByRate());
    return complaints;
  }
}
