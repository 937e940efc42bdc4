package io.coinpanel.standalone.browser;

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

/** Connections that are lost, sessions that are taken or forgotten. */
@ExtendWith(InBrowser.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AwayTest {

  @Test
  void whatHappenedWhileTheServerWasAwayIsToldOnceItIsBack(PagePanel panel)
      throws InterruptedException {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("bnbusdt");
      visitor.awaitPrice(panel.exchange(), "BNBUSDT", "600", "600");
      visitor.set("610", "Every time", "BNB/USDT rises above 610");

      panel.stopWebserver();
      assertThat(visitor.id("connection-text")).hasText("Offline");
      assertThat(visitor.banner("No connection.")).containsText("Your alerts go on at the server");
      Axe.findsNothingSerious(visitor, "offline");
      visitor.id("threshold").fill("620");
      visitor.id("set").click();
      assertThat(visitor.id("form-problem")).containsText("nothing was set");
      panel.exchange().publish("BNBUSDT", "611");
      panel.exchange().publish("BNBUSDT", "609");
      panel.exchange().publish("BNBUSDT", "612");

      visitor.button("Try now").click();
      panel.startWebserver();
      visitor.awaitLive();
      assertThat(visitor.banner("You were away, 2 alerts.")).isVisible();
      assertThat(visitor.banner("No connection.")).hasCount(0);
      assertThat(visitor.told("BNB/USDT rose above 610")).hasCount(2);
      assertThat(visitor.alert("BNB/USDT rises above 610")).containsText("2 times");
      visitor.picture("away");
      panel.exchange().publish("BNBUSDT", "608");
      panel.exchange().publish("BNBUSDT", "613");
      assertThat(visitor.alert("BNB/USDT rises above 610")).containsText("3 times");
    } finally {
      panel.stopWebserver();
      panel.startWebserver();
    }
  }

  @Test
  void aSocketThatSaysNothingMoreIsGivenUpForAnother(PagePanel panel) {
    AtomicBoolean silent = new AtomicBoolean();
    AtomicInteger sockets = new AtomicInteger();
    try (Visitor visitor = panel.visitor()) {
      visitor.page().clock().install();
      visitor
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
      visitor.open();
      silent.set(true);
      visitor.page().clock().runFor(45_000);
      visitor.awaitLive();
      Assertions.assertThat(sockets).hasValue(2);
    }
  }

  @Test
  void aSecondTabTakesTheSessionAndGivesItBack(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("ltcusdt");
      visitor.awaitPrice(panel.exchange(), "LTCUSDT", "80", "80");
      visitor.set("81", "Every time", "LTC/USDT rises above 81");
      Page second = visitor.newTab();
      second.navigate("/");
      assertThat(second.locator("#alerts > li")).containsText("LTC/USDT rises above 81");
      assertThat(visitor.id("elsewhere")).isVisible();
      assertThat(visitor.id("connection-text")).hasText("In another tab");
      Axe.findsNothingSerious(visitor, "elsewhere");

      visitor.id("use-here").click();
      visitor.awaitLive();
      assertThat(visitor.id("elsewhere")).isHidden();
      assertThat(second.locator("#elsewhere")).isVisible();
      panel.exchange().publish("LTCUSDT", "82");
      assertThat(visitor.told("LTC/USDT rose above 81")).hasCount(1);

      visitor.page().close();
      assertThat(second.locator("#connection-text")).hasText("Live");
      assertThat(second.locator("#feed > li")).hasCount(1);
    }
  }

  @Test
  void alertsOfASessionTheServerHasForgottenAreSetAgain(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("avaxusdt");
      visitor.awaitPrice(panel.exchange(), "AVAXUSDT", "30", "30");
      visitor.set("31.5", "Every time", "AVAX/USDT rises above 31.5");
      visitor
          .page()
          .evaluate(
              "const session = JSON.parse(localStorage['coinpanel.session']);"
                  + "session.token = session.token.replace(/^.{8}/, 'AAAAAAAA');"
                  + "localStorage['coinpanel.session'] = JSON.stringify(session)");
      visitor.page().reload();
      visitor.awaitLive();
      assertThat(visitor.banner("away for longer than the server waits"))
          .containsText("1 alert was set again");
      assertThat(visitor.alert("AVAX/USDT rises above 31.5")).containsText("Watching");
      Axe.findsNothingSerious(visitor, "restored");
      Assertions.assertThat(panel.ends("31.5")).isEqualTo(List.of("live", "live"));
      panel.exchange().publish("AVAXUSDT", "32");
      assertThat(visitor.told("AVAX/USDT rose above 31.5")).hasCount(1);
    }
  }
}
