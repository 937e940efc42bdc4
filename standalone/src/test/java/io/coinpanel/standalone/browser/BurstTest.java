package io.coinpanel.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many notifications at once cost the page one frame's work, and none is lost. */
@ExtendWith(InBrowser.class)
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

  private Visitor watching(PagePanel panel, String symbol, String alert) {
    Visitor visitor = panel.visitor();
    visitor.page().addInitScript(HELD_FRAMES);
    visitor
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
    visitor.open();
    visitor.pick(symbol.toLowerCase(java.util.Locale.ROOT));
    visitor.awaitPrice(panel.exchange(), symbol, "20", "20");
    visitor.set("21", "Every time", alert);
    return visitor;
  }

  private void cross(Visitor visitor, PagePanel panel, String symbol, int times) {
    int expected = received.get() + times;
    for (int crossing = 0; crossing < times; crossing++) {
      panel.exchange().publish(symbol, "22");
      panel.exchange().publish(symbol, "20");
    }
    Awaitility.await()
        .until(
            () -> {
              // Frames of the socket are only seen while the page is spoken with.
              visitor.page().evaluate("0");
              return received.get() >= expected;
            });
  }

  private static int stored(Visitor visitor, String name) {
    return (int) visitor.page().evaluate("window.stored['coinpanel." + name + "'] ?? 0");
  }

  @Test
  void aBurstIsStoredAndShownOnceAFrame(PagePanel panel) {
    try (Visitor visitor = watching(panel, "FILUSDT", "FIL/USDT rises above 21")) {
      visitor.page().evaluate("hold()");
      cross(visitor, panel, "FILUSDT", CROSSINGS);
      Assertions.assertThat(stored(visitor, "notifications")).isZero();
      Assertions.assertThat(stored(visitor, "alerts")).isZero();
      Assertions.assertThat(stored(visitor, "session")).isZero();
      assertThat(visitor.told("FIL/USDT")).hasCount(0);

      visitor.page().evaluate("release()");
      assertThat(visitor.alert("FIL/USDT rises above 21")).containsText(CROSSINGS + " times");
      assertThat(visitor.told("FIL/USDT rose above 21")).hasCount(100);
      assertThat(visitor.toast("FIL/USDT rose above 21")).hasCount(1);
      Assertions.assertThat(stored(visitor, "notifications")).isEqualTo(1);
      Assertions.assertThat(stored(visitor, "alerts")).isEqualTo(1);
      Assertions.assertThat(stored(visitor, "session")).isEqualTo(1);
      Assertions.assertThat(
              visitor.page().evaluate("JSON.parse(localStorage['coinpanel.notifications']).length"))
          .isEqualTo(KEPT);
    }
  }

  @Test
  void whatNoFrameHasShownIsThereAfterAReload(PagePanel panel) {
    try (Visitor visitor = watching(panel, "NEARUSDT", "NEAR/USDT rises above 21")) {
      visitor.page().evaluate("hold()");
      cross(visitor, panel, "NEARUSDT", 3);
      visitor.page().reload();
      visitor.awaitLive();
      assertThat(visitor.told("NEAR/USDT rose above 21")).hasCount(3);
      assertThat(visitor.alert("NEAR/USDT rises above 21")).containsText("3 times");
    }
  }

  @Test
  void whatNoFrameHasShownGoesToTheTabThatTakesTheSession(PagePanel panel) {
    try (Visitor visitor = watching(panel, "ALGOUSDT", "ALGO/USDT rises above 21")) {
      visitor.page().evaluate("hold()");
      cross(visitor, panel, "ALGOUSDT", 3);
      var second = visitor.newTab();
      second.navigate("/");
      assertThat(second.locator("#connection-text")).hasText("Live");
      assertThat(second.locator("#feed > li")).hasCount(3);
      assertThat(second.locator("#alerts > li")).containsText("3 times");
    }
  }
}
