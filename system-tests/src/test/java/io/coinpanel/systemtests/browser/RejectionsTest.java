package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rejections are shown next to the input that caused them. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RejectionsTest {

  @Test
  void rejectsInvalidThresholdsWithAReason(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertRejected(pageUser, "", "Enter a price.");
      assertRejected(pageUser, "a lot", "This is not a number.");
      assertRejected(pageUser, "0", "The price must be above zero.");
      assertRejected(pageUser, "-5", "The price must be above zero.");
      assertRejected(pageUser, "0.123456789", "A price can have at most 8 decimals.");
      assertRejected(pageUser, "92233720369", "The largest price is 92,233,720,368.");
      Axe.findsNothingSerious(pageUser, "refused");
    }
  }

  private static void assertRejected(PageUser pageUser, String threshold, String reason) {
    pageUser.id("threshold").fill(threshold);
    pageUser.id("set").click();
    assertThat(pageUser.id("threshold-problem")).containsText(reason);
    assertThat(pageUser.id("threshold")).hasAttribute("aria-invalid", "true");
    assertThat(pageUser.id("threshold")).isFocused();
  }

  @Test
  void reportsAnUnknownSymbol(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.id("symbol").fill("nosuchcoin");
      assertThat(pageUser.id("symbol-problem")).hasText("No symbol matches “nosuchcoin”.");
      pageUser.page().keyboard().press("Escape");
      assertThat(pageUser.id("symbol")).hasValue("BTC/USDT");
      assertThat(pageUser.id("symbol-problem")).isHidden();
    }
  }

  @Test
  void reportsAFullListAndADuplicateAlert(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("linkusdt");
      pageUser.awaitPrice(panel.exchange(), "LINKUSDT", "15", "15");
      for (int alert = 1; alert <= PageSystem.MAX_SUBSCRIPTIONS; alert++) {
        pageUser.set("2" + alert, "Once", "LINK/USDT rises above 2" + alert);
      }
      pageUser.id("threshold").fill("21");
      pageUser.id("set").click();
      assertThat(pageUser.toast("You already have this alert")).isVisible();
      pageUser.id("threshold").fill("29");
      pageUser.id("set").click();
      assertThat(pageUser.id("form-problem")).containsText("Your list is full");
      pageUser.picture("full");
    }
  }

  @Test
  void reportsAnUnavailableServerWithoutLosingInput(PageSystem panel) {
    try (PageUser pageUser = panel.visitor()) {
      pageUser
          .page()
          .routeWebSocket(
              "**/ws",
              socket -> {
                var server = socket.connectToServer();
                socket.onMessage(
                    frame -> {
                      String text = frame.text();
                      if (text.contains("\"65432\"")) {
                        String ref = text.replaceFirst(".*\"ref\":\"(\\d+)\".*", "$1");
                        socket.send(
                            "{\"type\":\"error\",\"ref\":\""
                                + ref
                                + "\",\"code\":\"unavailable\",\"message\":\"away\"}");
                      } else {
                        server.send(text);
                      }
                    });
              });
      pageUser.open();
      pageUser.id("threshold").fill("65432");
      pageUser.id("set").click();
      assertThat(pageUser.id("form-problem")).containsText("cannot save anything right now");
      assertThat(pageUser.id("threshold")).hasValue("65432");
    }
  }
}
