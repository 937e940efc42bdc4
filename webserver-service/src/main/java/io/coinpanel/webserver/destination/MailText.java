package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.NotificationText;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** What people read in mails. */
final class MailText {

  private static final int LONGEST_SUBJECT = 200;

  private MailText() {}

  /** What happened, without the price. */
  static String subject(Message message) {
    return switch (message) {
      case Message.Single(Notification notification) -> headline(notification);
      case Message.Several(Summary summary, Notification newest) ->
          summary.count() + " alerts" + (newest == null ? "" : ", the newest: " + headline(newest));
      case Message.Notices(List<Notice> notices) ->
          notices.size() == 1
              ? MessageText.cut(notices.getFirst().text(), LONGEST_SUBJECT)
              : notices.size() + " notices from CoinPanel";
      case Message.Test _ -> "CoinPanel test";
    };
  }

  private static String headline(Notification notification) {
    String sentence = NotificationText.of(notification);
    return sentence.substring(0, sentence.lastIndexOf(": "));
  }

  /** A text and two links as plain text. */
  static String plain(String text, String page, String unsubscribe) {
    return "%s%n%nCoinPanel: %s%nUnsubscribe: %s%n".formatted(text, page, unsubscribe);
  }

  /** The same as HTML. */
  static String html(String text, String page, String unsubscribe) {
    return document(
        """
        <p>%s</p>
        <p><a href="%s">CoinPanel</a> · <a href="%s">Unsubscribe</a></p>
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
        Somebody asked for price alerts from %s to be sent to this address.

        If that was you, open this link within 24 hours and press the button:
        %s

        If it was not, ignore this mail: nothing is sent unless the button is pressed.
        """
        .formatted(page, link);
  }

  static String invitationHtml(String page, String link) {
    return document(
        """
        <p>Somebody asked for price alerts from %s to be sent to this address.</p>
        <p>If that was you, <a href="%s">open this page</a> within 24 hours and press the button.</p>
        <p>If it was not, ignore this mail: nothing is sent unless the button is pressed.</p>
        """
            .formatted(escape(page), escape(link)));
  }
}
