package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How many mails people get who have not agreed to any, by day (UTC). */
final class ConfirmationMails {

  /** For a mailbox, whoever asks. */
  static final int PER_MAILBOX = 5;

  /** Of an account, wherever to. */
  static final int PER_ACCOUNT = 30;

  private static final String COUNT =
      """
      insert into confirmation_mail as c (subject, day, mails)
      values (?, ?, 1)
      on conflict (subject, day) do update
      set mails = c.mails + 1
      where c.mails < ?
      """;

  private static final String TAKE_BACK =
      """
      with last as (
        delete from confirmation_mail where subject = :subject and day = :day and mails = 1
      )
      update confirmation_mail
      set mails = mails - 1
      where subject = :subject and day = :day and mails > 1
      """;

  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  ConfirmationMails(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
    this.database = database;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Counts one that is about to be sent; refused if there were as many as there may be. */
  void count(long account, String address) {
    LocalDate today = today();
    database.sql("delete from confirmation_mail where day < ?").param(today).update();
    // The one of the address first, whoever asks: two requests do not wait for each other.
    transactions.executeWithoutResult(
        status -> {
          count(ofMailbox(address), today, PER_MAILBOX, "per address");
          count(ofAccount(account), today, PER_ACCOUNT, "per account");
        });
  }

  private void count(byte[] subject, LocalDate today, int most, String whose) {
    if (database.sql(COUNT).params(subject, today, most).update() == 0) {
      throw Problem.of(
              ErrorCode.RATE_LIMITED, "at most " + most + " confirmation mails a day " + whose)
          .after(untilTomorrow())
          .toException();
    }
  }

  /** One was not sent. It still counts for the account, which could try out addresses. */
  void takeBack(String address) {
    database.sql(TAKE_BACK).param("subject", ofMailbox(address)).param("day", today()).update();
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private Duration untilTomorrow() {
    Instant now = clock.instant();
    return Duration.between(now, today().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static byte[] ofMailbox(String address) {
    return Sha256.of("mailbox " + EmailAddress.mailbox(address));
  }

  private static byte[] ofAccount(long account) {
    return Sha256.of("account " + account);
  }
}
