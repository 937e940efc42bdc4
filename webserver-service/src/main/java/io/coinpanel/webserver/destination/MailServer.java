package io.coinpanel.webserver.destination;

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

  private final Supplier<JavaMailSender> sender;
  private final String from;
  private final Duration timeout;
  private final AtomicBoolean isFailing = new AtomicBoolean();

  /**
   * A mail server.
   *
   * @param sender asked for when the first mail is sent
   * @param timeout how long an attempt may take in all
   */
  MailServer(Supplier<JavaMailSender> sender, String from, Duration timeout) {
    this.sender = sender;
    this.from = from;
    this.timeout = timeout;
  }

  /** Makes one attempt. The connection is closed where it takes too long. */
  AttemptOutcome send(Mail mail) throws InterruptedException {
    FutureTask<AttemptOutcome> attempt = new FutureTask<>(() -> attempt(mail));
    Thread thread = Thread.ofVirtual().name("mail").start(attempt);
    try {
      return attempt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return failed(null, "the mail server did not answer within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a mail could not be written", e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private AttemptOutcome attempt(Mail mail) throws MessagingException {
    JavaMailSender server = sender.get();
    MimeMessage message = server.createMimeMessage();
    try {
      mail.writeTo(message, new InternetAddress(from, true));
    } catch (AddressException e) {
      return failed(null, "COINPANEL_MAIL_FROM is not an address");
    }
    try {
      server.send(message);
      succeeded();
      return new AttemptOutcome.Accepted(null);
    } catch (MailAuthenticationException e) {
      log(e);
      return failed(null, "the mail server refused the sign-in of this server");
    } catch (MailSendException e) {
      return outcome(e);
    } catch (MailException e) {
      log(e);
      return failed(null, "the mail could not be sent");
    }
  }

  /** What the server answered, or why it did not. */
  private AttemptOutcome outcome(MailSendException failure) {
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
    return failed(null, "the mail server cannot be reached");
  }

  private static Stream<Exception> chain(Exception first) {
    return Stream.iterate(
        first,
        one -> one != null,
        one -> one instanceof MessagingException failed ? failed.getNextException() : null);
  }

  /** Null if it is no answer. A sender that is not accepted says nothing about the message. */
  private static @Nullable AttemptOutcome answered(Exception failure) {
    return switch (failure) {
      case SMTPAddressFailedException recipient ->
          answered(recipient.getReturnCode(), recipient.getMessage(), true);
      case SMTPSendFailedException message ->
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
        : new AttemptOutcome.Failed(
            code > 0 ? code : null, "the mail server answered " + code, answer, null);
  }

  private static AttemptOutcome failed(@Nullable Integer status, String error) {
    return new AttemptOutcome.Failed(status, error, "", null);
  }

  private void succeeded() {
    if (isFailing.getAndSet(false)) {
      LOG.info("the mail server accepts mails again");
    }
  }

  /** Once, until it works again. */
  private void log(MailException failure) {
    if (!isFailing.getAndSet(true)) {
      LOG.warn("the mail server accepts no mails, retrying: {}", failure.getMessage());
    }
  }
}
