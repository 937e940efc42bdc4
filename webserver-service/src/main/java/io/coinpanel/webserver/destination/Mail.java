package io.coinpanel.webserver.destination;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An e-mail, as plain text and as HTML.
 *
 * @param id without angle brackets
 * @param headers besides the usual ones
 */
record Mail(
    String to, String id, String subject, String text, String html, Map<String, String> headers) {

  private static final String CHARSET = StandardCharsets.UTF_8.name();

  void writeTo(MimeMessage message, InternetAddress from) throws MessagingException {
    message.setFrom(from);
    message.setRecipient(RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, CHARSET);
    message.setHeader("Message-ID", "<" + id + ">");
    message.setHeader("Auto-Submitted", "auto-generated");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    message.setContent(new MimeMultipart("alternative", part(text, "plain"), part(html, "html")));
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, CHARSET, subtype);
    return part;
  }

  /** Omits addresses and links. */
  @Override
  public String toString() {
    return "Mail[" + id + "]";
  }
}
