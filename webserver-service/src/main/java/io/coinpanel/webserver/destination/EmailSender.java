package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.secret.SecretKeys;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mails messages to people who have confirmed their address, and can end it by one click. */
final class EmailSender implements Inviting {

  private static final int LONGEST = 10_000;
  private static final Duration AFTER_OUTAGE = Duration.ofMinutes(1);

  private final MailServer server;
  private final ConfirmationMails mails;
  private final SecretKeys keys;
  private final String publicUrl;
  private final InstantSource clock;

  EmailSender(
      MailServer server,
      ConfirmationMails mails,
      SecretKeys keys,
      String publicUrl,
      InstantSource clock) {
    this.server = server;
    this.mails = mails;
    this.keys = keys;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.EMAIL;
  }

  /** Mail services hold back senders of many mails in a row, and nobody reads them. */
  @Override
  public Duration pace() {
    return Duration.ofSeconds(5);
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    String unsubscribe = publicUrl + "/unsubscribe/" + secrets.unsubscribeToken();
    String text = MessageText.of(target, message, clock.instant(), LONGEST);
    return server.send(
        new Mail(
            Objects.requireNonNull(target.address()),
            id(message.id() + "." + target.id()),
            MailText.subject(message),
            MailText.plain(text, publicUrl, unsubscribe),
            MailText.html(text, publicUrl, unsubscribe),
            unsubscribeHeaders(unsubscribe)));
  }

  /** One click is for https only (RFC 8058). */
  private static Map<String, String> unsubscribeHeaders(String link) {
    Map<String, String> headers = new HashMap<>();
    headers.put("List-Unsubscribe", "<" + link + ">");
    if (link.startsWith("https:")) {
      headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return headers;
  }

  private String id(String unique) {
    String host = URI.create(publicUrl).getHost();
    return unique + "@" + (host == null ? "coinpanel" : host);
  }

  /** Nothing that the account wrote is in it: it goes to somebody who has not agreed. */
  @Override
  public @Nullable String invite(DestinationRow destination, String code)
      throws InterruptedException {
    if (destination.confirmedAt() != null) {
      throw Problem.of(ErrorCode.CONFLICT, "the address is confirmed already").toException();
    }
    DestinationSecrets.requireKey(keys);
    String address = Objects.requireNonNull(destination.address());
    mails.count(destination.accountId(), address);
    switch (server.send(invitation(address, code))) {
      // One that may have arrived counts, and its link has to work.
      case AttemptOutcome.Accepted _, AttemptOutcome.Unanswered _ -> {}
      case AttemptOutcome.Refused(int status, String answer) ->
          throw notSent(
              address,
              Problem.ofField(
                  "address", "the mail server refuses it: " + withStatus(status, answer)));
      case AttemptOutcome.Failed failed ->
          throw notSent(
              address,
              Problem.of(
                      ErrorCode.UNAVAILABLE,
                      "no confirmation mail could be sent, try again later: " + failed.error())
                  .after(AFTER_OUTAGE));
      case AttemptOutcome.Gone gone ->
          throw new IllegalStateException("no outcome of a mail: " + gone);
    }
    return null;
  }

  private ProblemException notSent(String address, Problem problem) {
    mails.takeBack(address);
    return problem.toException();
  }

  private Mail invitation(String address, String code) {
    String link = publicUrl + "/confirm/" + code;
    return new Mail(
        address,
        id("confirm-" + UUID.randomUUID()),
        "Confirm your price alerts by e-mail",
        MailText.invitation(publicUrl, link),
        MailText.invitationHtml(publicUrl, link),
        Map.of());
  }

  private static String withStatus(int status, String answer) {
    return answer.startsWith(Integer.toString(status)) ? answer : status + " " + answer;
  }
}
