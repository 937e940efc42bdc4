package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lost connections, taken-over and expired sessions. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReconnectTest {

  @Test
  void showsMissedNotificationsAfterReconnecting(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.visitor().open()) {
      // The list of notifications is below what is on the screen.
      pageUser.page().setViewportSize(1280, 600);
      pageUser.pick("bnbusdt");
      pageUser.awaitPrice(panel.exchange(), "BNBUSDT", "600", "600");
      pageUser.set("610", "Every time", "BNB/USDT rises above 610");

      panel.stopWebserver();
      assertThat(pageUser.id("connection-text")).hasText("Offline");
      assertThat(pageUser.banner("No connection."))
          .containsText("Your alerts stay active on the server");
      Axe.findsNothingSerious(pageUser, "offline");
      pageUser.id("threshold").fill("620");
      pageUser.id("set").click();
      assertThat(pageUser.id("form-problem")).containsText("nothing was saved");
      panel.exchange().publish("BNBUSDT", "611");
      panel.exchange().publish("BNBUSDT", "609");
      panel.exchange().publish("BNBUSDT", "612");

      pageUser.button("Try now").click();
      panel.startWebserver();
      pageUser.awaitLive();
      assertThat(pageUser.banner("2 notifications while you were away.")).isVisible();
      assertThat(pageUser.banner("No connection.")).hasCount(0);
      assertThat(pageUser.notification("BNB/USDT rose above 610")).hasCount(2);
      assertThat(pageUser.alert("BNB/USDT rises above 610")).containsText("2 times");
      pageUser.picture("away");
      pageUser.button("Show").click();
      assertThat(pageUser.id("feed")).isInViewport();
      assertThat(pageUser.banner("while you were away")).hasCount(0);
      panel.exchange().publish("BNBUSDT", "608");
      panel.exchange().publish("BNBUSDT", "613");
      assertThat(pageUser.alert("BNB/USDT rises above 610")).containsText("3 times");
    } finally {
      panel.stopWebserver();
      panel.startWebserver();
    }
  }

  @Test
  void replacesASilentSocket(PageSystem panel) {
    AtomicBoolean silent = new AtomicBoolean();
    AtomicInteger sockets = new AtomicInteger();
    try (PageUser pageUser = panel.visitor()) {
      pageUser.page().clock().install();
      pageUser
          .page()
          .routeWebSocket(
              "**/ws",
              socket -> {
                boolean first = sockets.incrementAndGet() == 1;
                var server = socket.connectToServer();
                socket.onMessage(frame -> server.send(frame.text()));
                server.onMessage(
                    frame -> {
                      if (!first || !silent.get()) {
                        socket.send(frame.text());
                      }
                    });
              });
      pageUser.open();
      silent.set(true);
      pageUser.page().clock().runFor(45_000);
      pageUser.awaitLive();
      Assertions.assertThat(sockets).hasValue(2);
    }
  }

  @Test
  void secondTabTakesOverTheSessionUntilClosed(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("ltcusdt");
      pageUser.awaitPrice(panel.exchange(), "LTCUSDT", "80", "80");
      pageUser.set("81", "Every time", "LTC/USDT rises above 81");
      Page second = pageUser.newTab();
      second.navigate("/");
      assertThat(second.locator("#alerts > li")).containsText("LTC/USDT rises above 81");
      assertThat(pageUser.id("elsewhere")).isVisible();
      assertThat(pageUser.id("connection-text")).hasText("In another tab");
      Axe.findsNothingSerious(pageUser, "elsewhere");

      pageUser.id("use-here").click();
      pageUser.awaitLive();
      assertThat(pageUser.id("elsewhere")).isHidden();
      assertThat(second.locator("#elsewhere")).isVisible();
      panel.exchange().publish("LTCUSDT", "82");
      assertThat(pageUser.notification("LTC/USDT rose above 81")).hasCount(1);

      pageUser.page().close();
      assertThat(second.locator("#connection-text")).hasText("Live");
      assertThat(second.locator("#feed > li")).hasCount(1);
    }
  }

  @Test
  void recreatesAlertsOfAnExpiredSession(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("avaxusdt");
      pageUser.awaitPrice(panel.exchange(), "AVAXUSDT", "30", "30");
      pageUser.set("31.5", "Every time", "AVAX/USDT rises above 31.5");
      pageUser
          .page()
          .evaluate(
              "const session = JSON.parse(localStorage['coinpanel.session']);"
                  + "session.token = session.token.replace(/^.{8}/, 'AAAAAAAA');"
                  + "localStorage['coinpanel.session'] = JSON.stringify(session)");
      pageUser.page().reload();
      pageUser.awaitLive();
      assertThat(pageUser.banner("away for longer than the server keeps alerts"))
          .containsText("1 alert was set again");
      assertThat(pageUser.alert("AVAX/USDT rises above 31.5")).containsText("Watching");
      Axe.findsNothingSerious(pageUser, "restored");
      Assertions.assertThat(panel.ends("31.5")).isEqualTo(List.of("live", "live"));
      panel.exchange().publish("AVAXUSDT", "32");
      assertThat(pageUser.notification("AVAX/USDT rose above 31.5")).hasCount(1);
    }
  }
}
