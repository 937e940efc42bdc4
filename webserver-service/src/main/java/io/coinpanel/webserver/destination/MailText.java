package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.NotificationText;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import org.springframework.web.util.HtmlUtils;

/** What people read in mails. */
final class MailText {

  private MailText() {}

  /** What happened, without the price. */
  static String subject(Message message) {
    return switch (message) {
      case Message.Single(Notification notification) -> headline(notification);
      case Message.Several(Summary summary, Notification newest) ->
          summary.count() + " alerts" + (newest == null ? "" : ", the newest: " + headline(newest));
      case Message.Test _ -> "Test of CoinPanel";
    };
  }

  private static String headline(Notification notification) {
    String sentence = NotificationText.of(notification);
    return sentence.substring(0, sentence.lastIndexOf(": "));
  }

  /** A text and two links as plain text. */
  static String plain(String text, String page, String unsubscribe) {
    return "%s%n%nCoinPanel: %s%nNo more of these e-mails: %s%n".formatted(text, page, unsubscribe);
  }

  /** The same as HTML. */
  static String html(String text, String page, String unsubscribe) {
    return document(
        """
        <p>%s</p>
        <p><a href="%s">CoinPanel</a> · <a href="%s">No more of these e-mails</a></p>
        """
            .formatted(escape(text), escape(page), escape(unsubscribe)));
  }

  private static String document(String body) {
    return "<!doctype html>\n<html lang=\"en\">\n<body>\n" + body + "</body>\n</html>\n";
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8").replace("\n", "<br>\n");
  }

  static String invitation(String page, String link) {
    return """
        Somebody wants the price alerts of %s to be sent to this address.

        If that was you, open this link within 24 hours and press its button:
        %s

        If it was not, do nothing: no alerts are sent without the button.
        """
        .formatted(page, link);
  }

  static String invitationHtml(String page, String link) {
    return document(
        """
        <p>Somebody wants the price alerts of %s to be sent to this address.</p>
        <p>If that was you, <a href="%s">open this page</a> within 24 hours and press its button.</p>
        <p>If it was not, do nothing: no alerts are sent without the button.</p>
        """
            .formatted(escape(page), escape(link)));
  }
}
