package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.secret.RandomToken;
import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How receivers agree to what is sent to them: by a code that works once. */
final class Confirmations {

  private static final Duration LIFETIME = Duration.ofHours(24);

  private static final String FORGET_EXPIRED = "delete from confirmation where expires_at <= ?";

  /** Of two at once, the one that is stored last works. */
  private static final String ISSUE =
      """
      insert into confirmation (code_hash, destination_id, expires_at, address)
      values (?, ?, ?, ?)
      on conflict (destination_id) do update
      set
        code_hash = excluded.code_hash, expires_at = excluded.expires_at,
        address = excluded.address
      """;

  private static final String USE =
      """
      with locked as (
        select c.code_hash, d.account_id, d.id
        from confirmation c
        join destination d on d.id = c.destination_id
        where c.code_hash = ? and c.expires_at > ? and d.kind = ?
          and (c.address is null or c.address = d.address)
        for no key update of d
      )
      delete from confirmation c
      using locked
      where c.code_hash = locked.code_hash
      returning locked.account_id, locked.id
      """;

  private final JdbcClient database;
  private final DestinationRows rows;
  private final DeliveryStates states;
  private final Senders senders;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Confirmations(
      JdbcClient database,
      DestinationRows rows,
      DeliveryStates states,
      Senders senders,
      TransactionOperations transactions,
      InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.states = states;
    this.senders = senders;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether the receivers of a kind have to agree. */
  boolean isNeeded(DestinationKind kind) {
    return senders.of(kind) instanceof Inviting;
  }

  /**
   * Asks the receiver of a stored destination. Codes that it was sent before do not work any more.
   *
   * @return what a person opens to answer; null if the receiver was sent it, or need not agree
   */
  @Nullable String invite(DestinationRow destination) throws InterruptedException {
    if (!(senders.of(destination.kind()) instanceof Inviting sender)) {
      return null;
    }
    String code = RandomToken.of(random);
    // Where it cannot be asked, the code before still works.
    String link = sender.invite(destination, code);
    Instant now = clock.instant();
    // What is sent to an address is for that one; a link is for whoever it is given to.
    String address = link == null ? destination.address() : null;
    database.sql(FORGET_EXPIRED).param(now.atOffset(ZoneOffset.UTC)).update();
    database
        .sql(ISSUE)
        .param(Sha256.of(code))
        .param(destination.id())
        .param(now.plus(LIFETIME).atOffset(ZoneOffset.UTC))
        .param(address)
        .update();
    return link;
  }

  private record Invited(long account, long destination) {}

  /**
   * Ends a confirmation: from now on the destination gets what comes. {@link #committed} follows.
   *
   * @param kind of the destination, whose receivers answer in their own way
   * @param agreed sets what is known of the receiver now
   * @return empty if the code is none, or was used
   */
  Optional<DestinationRow> confirm(
      DestinationKind kind, String code, Consumer<DestinationRow> agreed) {
    Instant now = clock.instant();
    return transactions.execute(
        status ->
            database
                .sql(USE)
                .params(Sha256.of(code), now.atOffset(ZoneOffset.UTC), kind.wireName())
                .query((row, number) -> new Invited(row.getLong(1), row.getLong(2)))
                .optional()
                .flatMap(known -> rows.findByAccountIdAndId(known.account(), known.destination()))
                .map(row -> confirmed(row, agreed, now)));
  }

  /** After the transaction: what fired during it may have been dispatched without it. */
  void committed(DestinationRow confirmed) {
    states.catchUp(confirmed.id(), confirmed.accountId(), clock.instant());
  }

  private DestinationRow confirmed(
      DestinationRow row, Consumer<DestinationRow> agreed, Instant now) {
    Long chatBefore = row.chatId();
    agreed.accept(row);
    boolean isFirst = row.confirmedAt() == null;
    if (isFirst) {
      row.confirm(now);
    }
    DestinationRow stored = rows.saveAndFlush(row);
    states.takeAway(stored.id());
    states.resume(stored.id(), stored.accountId(), false);
    if (isFirst || !Objects.equals(chatBefore, stored.chatId())) {
      states.begin(stored.id(), stored.accountId());
    }
    return stored;
  }
}
