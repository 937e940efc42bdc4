package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.Change;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.secret.SecretKeys;
import io.coinpanel.webserver.secret.UnreadableSecretException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionOperations;

/** What accounts do with their destinations; every failure is a {@link ProblemException}. */
public final class Destinations {

  /** How many an account may have. */
  static final int MAX_PER_ACCOUNT = 100;

  private static final int SECRET_BYTES = 32;
  private static final String SECRET_PREFIX = "whsec_";
  private static final int DEFAULT_MAX_AGE = 3_600;

  private final DestinationRows rows;
  private final DeliveryStates states;
  private final Senders senders;
  private final Confirmations confirmations;
  private final SecretKeys keys;
  private final TransactionOperations transactions;
  private final Runnable wakeSenders;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Destinations(
      DestinationRows rows,
      DeliveryStates states,
      Confirmations confirmations,
      TransactionOperations transactions,
      Runnable wakeSenders,
      DeliveryRun.Environment environment) {
    this.rows = rows;
    this.states = states;
    this.confirmations = confirmations;
    this.transactions = transactions;
    this.wakeSenders = wakeSenders;
    this.senders = environment.senders();
    this.keys = environment.keys();
    this.clock = environment.clock();
  }

  /** The kind that a request names, which this server must have. */
  public DestinationKind kind(@Nullable String name) {
    return senders.kinds().stream()
        .filter(kind -> kind.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.ofField("kind", "must be one of " + String.join(", ", kinds()))
                    .toException());
  }

  /** The kinds that this server has, in the order in which people are shown them. */
  public List<String> kinds() {
    return senders.kinds().stream().map(DestinationKind::wireName).toList();
  }

  /** The kind of one that the account has. */
  public DestinationKind kindOf(long account, long id) {
    return get(account, id).kind();
  }

  /** Those of an account after an id, oldest first. */
  public List<DestinationView> page(long account, long after, int limit) {
    List<DestinationRow> page =
        rows.findByAccountIdAndIdGreaterThanOrderById(account, after, Limit.of(limit));
    Map<Long, Health> health = states.health(page.stream().map(DestinationRow::id).toList());
    return page.stream().map(row -> view(row, health, null, null)).toList();
  }

  public DestinationView find(long account, long id) {
    return view(get(account, id));
  }

  /** Whether the account has all of these. */
  public boolean areOf(long account, List<Long> ids) {
    return ids.isEmpty() || rows.countByAccountIdAndIdIn(account, ids) == ids.size();
  }

  /** Adds one, with its secret if it is a webhook, or what a person opens to confirm it. */
  public DestinationView create(long account, DestinationKind kind, DestinationEdit edit)
      throws InterruptedException {
    if (edit.url() == null && kind.isAtUrl()) {
      throw Problem.ofField("url", "is missing").toException();
    }
    if (edit.address() == null && kind == DestinationKind.EMAIL) {
      throw Problem.ofField("address", "is missing").toException();
    }
    Made made =
        transactions.execute(
            status -> {
              if (rows.countByAccountId(account) >= MAX_PER_ACCOUNT) {
                throw Problem.of(
                        ErrorCode.LIMIT_EXCEEDED,
                        "an account may have " + MAX_PER_ACCOUNT + " destinations")
                    .toException();
              }
              return create(new DestinationRow(account, kind, clock.instant()), edit);
            });
    states.catchUp(made.row().id(), account, clock.instant());
    return view(made.row(), made.secret(), inviteOrDelete(made.row()));
  }

  /** A request that was refused leaves nothing behind. */
  private @Nullable String inviteOrDelete(DestinationRow row) throws InterruptedException {
    try {
      return confirmations.invite(row);
    } catch (ProblemException e) {
      delete(row.accountId(), row.id());
      throw e;
    }
  }

  private record Made(DestinationRow row, @Nullable String secret) {}

  private Made create(DestinationRow row, DestinationEdit edit) {
    boolean isWebhook = row.kind() == DestinationKind.WEBHOOK;
    String secret = isWebhook ? newSecret() : null;
    row.setMaxAgeSeconds(isWebhook ? null : DEFAULT_MAX_AGE);
    if (!confirmations.isNeeded(row.kind())) {
      row.confirm(clock.instant());
    }
    if (secret != null) {
      seal(row, DestinationSecrets.ofSigning(secret));
    }
    apply(row, edit);
    DestinationRow stored = rows.saveAndFlush(row);
    states.create(stored.id(), stored.accountId());
    return new Made(stored, secret);
  }

  /** Changes one, which is tried again at once; enabled again, it continues where it stopped. */
  public DestinationView change(long account, long id, DestinationEdit edit)
      throws InterruptedException {
    DestinationRow changed = transactions.execute(status -> changed(account, id, edit));
    if (Boolean.TRUE.equals(edit.enabled())) {
      states.catchUp(id, account, clock.instant());
    }
    wakeSenders.run();
    if (edit.address() != null && changed.confirmedAt() == null) {
      inviteMoved(changed);
    }
    return view(changed);
  }

  private void inviteMoved(DestinationRow row) throws InterruptedException {
    try {
      confirmations.invite(row);
    } catch (ProblemException e) {
      Problem problem = e.problem();
      throw new Problem(
              problem.status(),
              problem.code(),
              problem.detail() + "; the address was changed and is unconfirmed",
              problem.field(),
              problem.retryAfter())
          .toException();
    }
  }

  private DestinationRow changed(long account, long id, DestinationEdit edit) {
    DestinationRow row = getForChange(account, id);
    boolean wasEnabled = row.isEnabled();
    apply(row, edit);
    DestinationRow stored = rows.saveAndFlush(row);
    if (edit.isAddressed()) {
      states.takeAway(id);
    }
    if (edit.endsNotices()) {
      states.forgetNotices(id);
    }
    if (Boolean.TRUE.equals(edit.enabled())) {
      states.resume(id, account, !wasEnabled);
    } else {
      states.retry(id);
    }
    return stored;
  }

  private void apply(DestinationRow row, DestinationEdit edit) {
    row.rename(edit.name().applyTo(row.name()));
    row.setPriority(edit.priority().applyTo(row.priority()));
    row.setQuietHours(edit.quietHours().applyTo(row.quietHours()));
    row.setMaxAgeSeconds(edit.maxAgeSeconds().applyTo(row.maxAgeSeconds()));
    row.setNoteTemplate(edit.noteTemplate().applyTo(row.noteTemplate()));
    if (edit.feedEvents() != null) {
      row.setFeedEvents(edit.feedEvents());
    }
    if (edit.heartbeat() instanceof Change.Set<Heartbeat>(Heartbeat heartbeat)) {
      row.setHeartbeat(heartbeat, clock.instant());
    }
    if (edit.enabled() != null) {
      row.enable(edit.enabled());
    }
    if (edit.isDefault() != null) {
      row.makeDefault(edit.isDefault());
    }
    if (edit.url() != null) {
      address(row, edit.url());
    }
    if (edit.address() != null && !edit.address().equals(row.address())) {
      row.setAddress(edit.address());
      row.unconfirm();
    }
    if (edit.token() instanceof Change.Set<String>(String token)) {
      seal(row, token == null ? DestinationSecrets.NONE : DestinationSecrets.ofToken(token));
    }
  }

  /** The URL of some is a secret, as anybody who knows it can post there. */
  private void address(DestinationRow row, String url) {
    switch (row.kind()) {
      case DISCORD, SLACK -> seal(row, DestinationSecrets.ofUrl(url));
      case NTFY -> {
        if (row.address() != null && !isOfOneServer(row.address(), url)) {
          // Its token is for the former server alone.
          seal(row, DestinationSecrets.NONE);
        }
        row.setAddress(url);
      }
      case WEBHOOK, TELEGRAM, EMAIL -> row.setAddress(url);
    }
  }

  private static boolean isOfOneServer(String one, String other) {
    URI first = URI.create(one);
    URI second = URI.create(other);
    return first.getScheme().equals(second.getScheme())
        && first.getAuthority().equals(second.getAuthority());
  }

  /** Asks its receiver to agree, once more or again. */
  public DestinationView invite(long account, long id) throws InterruptedException {
    DestinationRow row = get(account, id);
    if (!confirmations.isNeeded(row.kind())) {
      throw Problem.of(ErrorCode.CONFLICT, row.kind().wireName() + " needs no confirmation")
          .toException();
    }
    return view(row, null, confirmations.invite(row));
  }

  /** Another secret for a webhook; the one before signs too for 24 hours. */
  public DestinationView rotateSecret(long account, long id) {
    String secret = newSecret();
    DestinationRow changed =
        transactions.execute(
            status -> {
              DestinationRow row = getForChange(account, id);
              if (row.kind() != DestinationKind.WEBHOOK) {
                throw Problem.of(ErrorCode.CONFLICT, "only webhooks have a secret").toException();
              }
              seal(row, rotated(row, secret));
              return rows.saveAndFlush(row);
            });
    return view(changed, secret, null);
  }

  /** One that cannot be read any more is replaced. */
  private DestinationSecrets rotated(DestinationRow row, String secret) {
    try {
      return DestinationSecrets.open(row.secrets(), keys, row.kind())
          .rotated(secret, clock.instant());
    } catch (UnreadableSecretException e) {
      return DestinationSecrets.ofSigning(secret);
    }
  }

  private DestinationSecrets open(DestinationRow row) {
    try {
      return DestinationSecrets.open(row.secrets(), keys, row.kind());
    } catch (UnreadableSecretException e) {
      throw Problem.of(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage())).toException();
    }
  }

  private void seal(DestinationRow row, DestinationSecrets secrets) {
    if (!secrets.isEmpty()) {
      DestinationSecrets.requireKey(keys);
    }
    row.setSecrets(secrets.seal(keys, row.kind()));
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** Removes one; subscriptions that name it do not any more. */
  public void delete(long account, long id) {
    transactions.executeWithoutResult(
        status -> {
          DestinationRow row = getForChange(account, id);
          states.forget(account, id);
          rows.delete(row);
        });
  }

  /** Sends a message at once, to see that it arrives. */
  public TestResult test(long account, long id) throws InterruptedException {
    DestinationRow row = get(account, id);
    if (row.confirmedAt() == null) {
      throw Problem.of(ErrorCode.CONFLICT, "its receiver has not confirmed yet").toException();
    }
    Target target =
        new Target(
            id,
            account,
            row.kind(),
            row.isDefault(),
            row.address(),
            row.secrets(),
            row.priority(),
            null,
            null,
            row.noteTemplate(),
            row.chatId(),
            null);
    Instant now = clock.instant();
    Message message = new Message.Test("test-" + id + "-" + now.toEpochMilli(), now);
    Sender sender = senders.of(row.kind());
    if (sender.takeTurn(target).isPresent()) {
      throw Problem.of(ErrorCode.RATE_LIMITED, "its service accepts no more messages right now")
          .toException();
    }
    AttemptOutcome outcome = sender.send(target, open(row), message);
    if (outcome instanceof AttemptOutcome.Gone gone) {
      transactions.executeWithoutResult(status -> states.disable(id, gone.error()));
    }
    return TestResult.of(outcome);
  }

  /** The attempts of one, by their numbers. */
  public List<DeliveryView> attempts(
      long account, long id, long after, long before, boolean newestFirst, int limit) {
    get(account, id);
    return states.attempts(id, after, before, newestFirst, limit);
  }

  /** Sends notifications once more, in order, before later ones. */
  public void redeliver(long account, long id, long first, long last) {
    DestinationRow row = get(account, id);
    states.redeliver(account, row.id(), first, last);
    wakeSenders.run();
  }

  private DestinationRow get(long account, long id) {
    return rows.findByAccountIdAndId(account, id).orElseThrow(Destinations::unknown);
  }

  /** Nobody else changes it until the transaction ends. */
  private DestinationRow getForChange(long account, long id) {
    return rows.findForChangeByAccountIdAndId(account, id).orElseThrow(Destinations::unknown);
  }

  static ProblemException unknown() {
    return new Problem(404, ErrorCode.UNKNOWN_DESTINATION, "no such destination", null, null)
        .toException();
  }

  private DestinationView view(DestinationRow row) {
    return view(row, null, null);
  }

  private DestinationView view(DestinationRow row, @Nullable String secret, @Nullable String link) {
    return view(row, states.health(List.of(row.id())), secret, link);
  }

  private DestinationView view(
      DestinationRow row,
      Map<Long, Health> health,
      @Nullable String secret,
      @Nullable String link) {
    return DestinationView.of(
        row,
        Objects.requireNonNullElse(health.get(row.id()), Health.NEW),
        clock.instant(),
        secret,
        link);
  }
}
