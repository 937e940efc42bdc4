package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many notifications at once cost the page one frame's work, and none is lost. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BurstTest {

  private static final int CROSSINGS = 230;
  private static final int KEPT = 200;

  /** Frames that come when the test wants them, and a count of what is stored under each name. */
  private static final String HELD_FRAMES =
      """
      window.stored = {};
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (name, value) {
        window.stored[name] = (window.stored[name] ?? 0) + 1;
        set.call(this, name, value);
      };
      const frame = window.requestAnimationFrame.bind(window);
      const held = [];
      window.requestAnimationFrame = (draw) => (window.holding ? held.push(draw) : frame(draw));
      window.hold = () => { window.holding = true; window.stored = {}; };
      window.release = () => { window.holding = false; held.splice(0).forEach(frame); };
      """;

  private final AtomicInteger received = new AtomicInteger();

  private PageUser watching(PageSystem panel, String symbol, String alert) {
    PageUser pageUser = panel.visitor();
    pageUser.page().addInitScript(HELD_FRAMES);
    pageUser
        .page()
        .routeWebSocket(
            "**/ws",
            socket -> {
              var server = socket.connectToServer();
              socket.onMessage(frame -> server.send(frame.text()));
              server.onMessage(
                  frame -> {
                    socket.send(frame.text());
                    if (frame.text().startsWith("{\"type\":\"notification\"")) {
                      received.incrementAndGet();
                    }
                  });
            });
    pageUser.open();
    pageUser.pick(symbol.toLowerCase(java.util.Locale.ROOT));
    pageUser.awaitPrice(panel.exchange(), symbol, "20", "20");
    pageUser.set("21", "Every time", alert);
    return pageUser;
  }

  private void cross(PageUser pageUser, PageSystem panel, String symbol, int times) {
    int expected = received.get() + times;
    for (int crossing = 0; crossing < times; crossing++) {
      panel.exchange().publish(symbol, "22");
      panel.exchange().publish(symbol, "20");
    }
    Eventually.until(
        () -> {
          // Frames of the socket are only seen while the page is spoken with.
          pageUser.page().evaluate("0");
          return received.get() >= expected;
        });
  }

  private static int stored(PageUser pageUser, String name) {
    return (int) pageUser.page().evaluate("window.stored['coinpanel." + name + "'] ?? 0");
  }

  @Test
  void aBurstIsStoredAndShownOnceAFrame(PageSystem panel) {
    try (PageUser pageUser = watching(panel, "FILUSDT", "FIL/USDT rises above 21")) {
      pageUser.page().evaluate("hold()");
      cross(pageUser, panel, "FILUSDT", CROSSINGS);
      Assertions.assertThat(stored(pageUser, "notifications")).isZero();
      Assertions.assertThat(stored(pageUser, "alerts")).isZero();
      Assertions.assertThat(stored(pageUser, "session")).isZero();
      assertThat(pageUser.notification("FIL/USDT")).hasCount(0);

      pageUser.page().evaluate("release()");
      assertThat(pageUser.alert("FIL/USDT rises above 21")).containsText(CROSSINGS + " times");
      assertThat(pageUser.notification("FIL/USDT rose above 21")).hasCount(100);
      assertThat(pageUser.toast("FIL/USDT rose above 21")).hasCount(1);
      Assertions.assertThat(stored(pageUser, "notifications")).isEqualTo(1);
      Assertions.assertThat(stored(pageUser, "alerts")).isEqualTo(1);
      Assertions.assertThat(stored(pageUser, "session")).isEqualTo(1);
      Assertions.assertThat(
              pageUser
                  .page()
                  .evaluate("JSON.parse(localStorage['coinpanel.notifications']).length"))
          .isEqualTo(KEPT);
    }
  }

  @Test
  void keepsUnrenderedNotificationsAcrossAReload(PageSystem panel) {
    try (PageUser pageUser = watching(panel, "NEARUSDT", "NEAR/USDT rises above 21")) {
      pageUser.page().evaluate("hold()");
      cross(pageUser, panel, "NEARUSDT", 3);
      pageUser.page().reload();
      pageUser.awaitLive();
      assertThat(pageUser.notification("NEAR/USDT rose above 21")).hasCount(3);
      assertThat(pageUser.alert("NEAR/USDT rises above 21")).containsText("3 times");
    }
  }

  @Test
  void passesUnrenderedNotificationsToTheNextTab(PageSystem panel) {
    try (PageUser pageUser = watching(panel, "ALGOUSDT", "ALGO/USDT rises above 21")) {
      pageUser.page().evaluate("hold()");
      cross(pageUser, panel, "ALGOUSDT", 3);
      var second = pageUser.newTab();
      second.navigate("/");
      assertThat(second.locator("#connection-text")).hasText("Live");
      assertThat(second.locator("#feed > li")).hasCount(3);
      assertThat(second.locator("#alerts > li")).containsText("3 times");
    }
  }
}
