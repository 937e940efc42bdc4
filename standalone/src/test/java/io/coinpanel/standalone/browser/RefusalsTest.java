package io.coinpanel.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cannot be done is said where it was tried, in plain words. */
@ExtendWith(InBrowser.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RefusalsTest {

  @Test
  void thresholdsThatAreNoneAreRefusedWithTheReason(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      refuses(visitor, "", "Type the price you want to hear of.");
      refuses(visitor, "a lot", "This is not a number.");
      refuses(visitor, "0", "A price is above zero.");
      refuses(visitor, "-5", "A price is above zero.");
      refuses(visitor, "0.123456789", "A price has at most 8 decimals.");
      refuses(visitor, "92233720369", "The largest price is 92,233,720,368.");
      Axe.findsNothingSerious(visitor, "refused");
    }
  }

  private static void refuses(Visitor visitor, String threshold, String reason) {
    visitor.id("threshold").fill(threshold);
    visitor.id("set").click();
    assertThat(visitor.id("threshold-problem")).containsText(reason);
    assertThat(visitor.id("threshold")).hasAttribute("aria-invalid", "true");
    assertThat(visitor.id("threshold")).isFocused();
  }

  @Test
  void anUnknownSymbolIsSaidToBeOne(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.id("symbol").fill("nosuchcoin");
      assertThat(visitor.id("symbol-problem")).hasText("No symbol matches “nosuchcoin”.");
      visitor.page().keyboard().press("Escape");
      assertThat(visitor.id("symbol")).hasValue("BTC/USDT");
      assertThat(visitor.id("symbol-problem")).isHidden();
    }
  }

  @Test
  void aFullListAndTheSameAlertAgainAreSaid(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("linkusdt");
      visitor.awaitPrice(panel.exchange(), "LINKUSDT", "15", "15");
      for (int alert = 1; alert < PagePanel.MOST_SUBSCRIPTIONS; alert++) {
        visitor.set("2" + alert, "Once", "LINK/USDT rises above 2" + alert);
      }
      visitor.id("threshold").fill("21");
      visitor.id("set").click();
      assertThat(visitor.toast("You have this alert already")).isVisible();
      visitor.id("threshold").fill("29");
      visitor.id("set").click();
      assertThat(visitor.id("form-problem")).containsText("Your list is full");
      visitor.picture("full");
    }
  }

  @Test
  void aServerThatCannotStoreIsSaidAndNothingIsLost(PagePanel panel) {
    try (Visitor visitor = panel.visitor()) {
      visitor
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
      visitor.open();
      visitor.id("threshold").fill("65432");
      visitor.id("set").click();
      assertThat(visitor.id("form-problem")).containsText("Nothing was set; try again");
      assertThat(visitor.id("threshold")).hasValue("65432");
    }
  }
}
