package io.coinpanel.webserver.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A page that a link in a mail leads to: it says what its one button does. */
enum LinkPage {
  CONFIRM(
      "confirm",
      "Confirm your address",
      "Press the button to get price alerts at this address.",
      "Confirm"),
  UNSUBSCRIBE(
      "unsubscribe",
      "Unsubscribe from alerts?",
      "To get alerts again, the address has to be confirmed again.",
      "Unsubscribe");

  private final String html;

  LinkPage(String script, String title, String hint, String button) {
    html =
        template()
            .replace("${script}", script)
            .replace("${title}", title)
            .replace("${hint}", hint)
            .replace("${button}", button);
  }

  String html() {
    return html;
  }

  private static String template() {
    try (InputStream file =
        Objects.requireNonNull(LinkPage.class.getResourceAsStream("/pages/link.html"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
