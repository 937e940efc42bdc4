package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.TrackedMessage.Progress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** The server that mails are given to, with a connection for each. */
final class MailServer {

  private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);

  private static final int PERMANENT = 500;

  private static final AttemptOutcome UNANSWERED =
      new AttemptOutcome.Unanswered("the mail server did not say whether it accepted the mail");

  private final Supplier<JavaMailSender> sender;
  private final String from;
  private final Duration timeout;
  private final Duration answerTimeout;
  private final AtomicBoolean isFailing = new AtomicBoolean();

  /**
   * A mail server.
   *
   * @param sender asked for when the first mail is sent
   * @param timeout how long it may take until the content is sent
   * @param answerTimeout how much longer the server may take to accept it
   */
  MailServer(
      Supplier<JavaMailSender> sender, String from, Duration timeout, Duration answerTimeout) {
    this.sender = sender;
    this.from = from;
    this.timeout = timeout;
    this.answerTimeout = answerTimeout;
  }

  /** Makes one attempt. The connection is closed where it takes too long. */
  AttemptOutcome send(Mail mail) throws InterruptedException {
    Progress progress = new Progress();
    FutureTask<AttemptOutcome> attempt = new FutureTask<>(() -> attempt(mail, progress));
    Thread thread = Thread.ofVirtual().name("mail").start(attempt);
    try {
      return await(attempt, progress);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a mail could not be written", e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private AttemptOutcome await(FutureTask<AttemptOutcome> attempt, Progress progress)
      throws InterruptedException, ExecutionException {
    try {
      return attempt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (progress.cancel()) {
        return failed(null, "the mail server did not answer within " + timeout.toSeconds() + " s");
      }
    }
    try {
      return attempt.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return UNANSWERED;
    }
  }

  private AttemptOutcome attempt(Mail mail, Progress progress) throws MessagingException {
    JavaMailSender server = sender.get();
    MimeMessage message = new TrackedMessage(server.createMimeMessage().getSession(), progress);
    try {
      mail.writeTo(message, new InternetAddress(from, true));
    } catch (AddressException e) {
      return failed(null, "COINPANEL_MAIL_FROM is not an address");
    }
    try {
      server.send(message);
      return accepted();
    } catch (MailAuthenticationException e) {
      log(e);
      return failed(null, "the mail server rejected the user name or password of this server");
    } catch (MailSendException e) {
      return outcome(e, progress);
    } catch (MailException e) {
      log(e);
      return failed(null, "the mail could not be sent");
    }
  }

  /** What the server answered, or why it did not. */
  private AttemptOutcome outcome(MailSendException failure, Progress progress) {
    if (failure.getFailedMessages().isEmpty()) {
      // Only the connection could not be closed.
      return accepted();
    }
    for (Exception one : failure.getMessageExceptions()) {
      AttemptOutcome answered =
          chain(one)
              .map(MailServer::answered)
              .filter(found -> found != null)
              .findFirst()
              .orElse(null);
      if (answered != null) {
        return answered;
      }
    }
    log(failure);
    return progress.cancel() ? failed(null, "the mail server cannot be reached") : UNANSWERED;
  }

  private static Stream<Exception> chain(Exception first) {
    return Stream.iterate(
        first,
        one -> one != null,
        one -> one instanceof MessagingException failed ? failed.getNextException() : null);
  }

  /** Null if it is not a response. A sender that is not accepted says nothing about the message. */
  private static @Nullable AttemptOutcome answered(Exception failure) {
    return switch (failure) {
      case SMTPAddressFailedException recipient when recipient.getReturnCode() > 0 ->
          answered(recipient.getReturnCode(), recipient.getMessage(), true);
      case SMTPSendFailedException message when message.getReturnCode() > 0 ->
          answered(
              message.getReturnCode(),
              message.getMessage(),
              !message.getCommand().startsWith("MAIL"));
      default -> null;
    };
  }

  private static AttemptOutcome answered(int code, @Nullable String reply, boolean isOfTheMessage) {
    String answer = reply == null ? "" : reply.strip();
    return isOfTheMessage && code >= PERMANENT
        ? new AttemptOutcome.Refused(code, answer)
        : new AttemptOutcome.Failed(code, "the mail server responded with " + code, answer, null);
  }

  private static AttemptOutcome failed(@Nullable Integer status, String error) {
    return new AttemptOutcome.Failed(status, error, "", null);
  }

  private AttemptOutcome accepted() {
    if (isFailing.getAndSet(false)) {
      LOG.info("the mail server accepts mail again");
    }
    return new AttemptOutcome.Accepted(null);
  }

  /** Once, until it works again. */
  private void log(MailException failure) {
    if (!isFailing.getAndSet(true)) {
      LOG.warn("the mail server does not accept mail, retrying: {}", failure.getMessage());
    }
  }
}
