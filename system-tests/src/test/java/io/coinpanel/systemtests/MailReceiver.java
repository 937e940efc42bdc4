package io.coinpanel.systemtests;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.coinpanel.testkit.Eventually;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server that keeps what it gets. */
public final class MailReceiver implements AutoCloseable {

  private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

  public MailReceiver() {
    server.start();
  }

  public Stream<String> settings(String publicUrl) {
    return settings(port(), publicUrl);
  }

  /** Those of a server whose mails go to a port of this machine. */
  public static Stream<String> settings(int port, String publicUrl) {
    return Stream.of(
        "--spring.mail.host=127.0.0.1",
        "--spring.mail.port=" + port,
        "--coinpanel.webserver.mail-from=CoinPanel <alerts@coinpanel.example>",
        "--coinpanel.webserver.public-url=" + publicUrl);
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /** The part of the newest of so many mails to an address that a pattern's group finds. */
  public String find(String address, int count, Pattern pattern) {
    Eventually.until(() -> mailsTo(address).size() >= count);
    Matcher found = pattern.matcher(GreenMailUtil.getBody(mailsTo(address).get(count - 1)));
    if (!found.find()) {
      throw new AssertionError("not in the mail: " + pattern);
    }
    return found.group(1);
  }

  private List<MimeMessage> mailsTo(String address) {
    return Stream.of(server.getReceivedMessages()).filter(mail -> isTo(mail, address)).toList();
  }

  private static boolean isTo(MimeMessage mail, String address) {
    try {
      return mail.getRecipients(RecipientType.TO)[0].toString().equals(address);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
