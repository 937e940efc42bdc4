package io.coinpanel.webserver;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.coinpanel.testkit.Eventually;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server behind a {@link TestMailGate}. */
final class TestMailServer implements AutoCloseable {

  static final String PUBLIC_URL = "https://coinpanel.example";

  private static final Pattern CODE = Pattern.compile(PUBLIC_URL + "/confirm/([A-Za-z0-9_-]{43})");
  private static final String USER = "alerts@coinpanel.example";

  /** Of the server, which a webserver signs in with. */
  static final String PASSWORD = "correct-horse-battery";

  private final GreenMail mails;
  private final TestMailGate gate;

  private TestMailServer() throws IOException {
    ServerSetup smtp = ServerSetupTest.SMTP.dynamicPort();
    mails = new GreenMail(smtp);
    mails.start();
    mails.setUser(USER, USER, PASSWORD);
    gate = new TestMailGate(mails.getSmtp().getPort());
  }

  static TestMailServer start() {
    try {
      return new TestMailServer();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Stream<String> settings() {
    return Stream.of(
        "--spring.mail.host=127.0.0.1",
        "--spring.mail.port=" + gate.port(),
        "--spring.mail.username=" + USER,
        "--spring.mail.password=" + PASSWORD,
        "--spring.mail.properties.mail.smtp.starttls.required=true",
        "--spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1",
        // The certificate names no host.
        "--spring.mail.properties.mail.smtp.ssl.checkserveridentity=false",
        "--coinpanel.webserver.mail-from=CoinPanel <alerts@coinpanel.example>",
        "--coinpanel.webserver.public-url=" + PUBLIC_URL);
  }

  TestMailGate gate() {
    return gate;
  }

  /** The one that servers sign in with; another one than they are set up with is wrong. */
  void setPassword(String password) {
    mails.getUserManager().getUser(USER).setPassword(password);
  }

  /** A mail that was accepted. */
  record Received(MimeMessage message) {

    String header(String name) {
      try {
        return message.getHeader(name, null);
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String subject() {
      try {
        return message.getSubject();
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String part(int index, String type) {
      try {
        BodyPart part = ((MimeMultipart) message.getContent()).getBodyPart(index);
        if (!part.isMimeType(type)) {
          throw new AssertionError(part.getContentType());
        }
        return String.valueOf(part.getContent()).replace("\r", "");
      } catch (IOException | MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String text() {
      return part(0, "text/plain");
    }

    /** Of the link that confirms an address. */
    String code() {
      Matcher link = CODE.matcher(text());
      if (!link.find()) {
        throw new AssertionError(text());
      }
      return link.group(1);
    }

    /** Where one click ends the mails. */
    String unsubscribePath() {
      return header("List-Unsubscribe").replaceFirst("<" + PUBLIC_URL + "(.*)>", "$1");
    }
  }

  List<Received> mailsTo(String address) {
    return Stream.of(mails.getReceivedMessages())
        .map(Received::new)
        .filter(mail -> recipient(mail.message()).equals(address))
        .toList();
  }

  private static String recipient(MimeMessage mail) {
    try {
      return mail.getRecipients(RecipientType.TO)[0].toString();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  /** The newest of so many. */
  Received await(String address, int count) {
    Eventually.until(() -> mailsTo(address).size() >= count);
    return mailsTo(address).get(count - 1);
  }

  @Override
  public void close() {
    try {
      gate.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    mails.stop();
  }
}
