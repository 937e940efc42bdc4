package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer meets who wants a trailing stop, and what the page says of alerts that fire. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TrailingStopTest {

  /** Remembers the texts on the chart's canvas. */
  private static final String REMEMBER_TEXTS =
      "window.written = []; const write = CanvasRenderingContext2D.prototype.fillText;"
          + " CanvasRenderingContext2D.prototype.fillText = function(text, ...place) {"
          + " window.written.push(text); write.call(this, text, ...place); }";

  @Test
  void isSetFromNothingAndFollowsThePrice(PageSystem panel) {
    try (PageUser pageUser = panel.visitor()) {
      pageUser.page().addInitScript(REMEMBER_TEXTS);
      pageUser.open();
      pageUser.awaitPrice(panel.exchange(), "BTCUSDT", "64000", "64,000");
      radio(pageUser, "Trailing stop").check();
      assertThat(pageUser.id("sentence"))
          .containsText("when it has fallen from its high by the percentage you enter");
      Keyboard keyboard = pageUser.page().keyboard();
      keyboard.press("Tab");
      keyboard.press("Tab");
      assertThat(pageUser.id("parameters").getByLabel("Percent")).isFocused();
      keyboard.type("5");
      radio(pageUser, "Every time").check();
      assertThat(pageUser.id("sentence"))
          .hasText(
              "Notifies each time BTC/USDT falls 5 % below its highest price from now on."
                  + " From 64,000 that would be at 60,800.");
      awaitOnChart(pageUser, "new ↓ −5 % 60,800");
      Axe.findsNothingSerious(pageUser, "trailing-draft");
      pageUser.id("set").click();
      follows(pageUser, panel);
    }
  }

  private static void follows(PageUser pageUser, PageSystem panel) {
    Locator alert = pageUser.alert("BTC/USDT falls 5 % from its high");
    assertThat(alert).containsText("every time");
    assertThat(pageUser.toast("Alert set")).containsText("falls 5 % from its high");
    assertThat(alert).containsText("Watching");
    assertThat(alert).containsText("5.00 % to fall");
    awaitOnChart(pageUser, "↓ −5 % 60,800");

    pageUser.awaitPrice(panel.exchange(), "BTCUSDT", "66000", "66,000");
    awaitOnChart(pageUser, "↓ −5 % 62,700");
    pageUser.picture("trailing");
    panel.exchange().publish("BTCUSDT", "62699.9");
    assertThat(pageUser.toast("BTC/USDT fell 5 % from 66,000")).containsText("now 62,699.9");
    assertThat(pageUser.notification("BTC/USDT fell 5 % from 66,000")).containsText("at 62,699.9");
    assertThat(alert).containsText("1 time");
    awaitOnChart(pageUser, "↓ −5 % 59,564.9");
  }

  private static Locator radio(PageUser pageUser, String name) {
    return pageUser
        .page()
        .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void awaitOnChart(PageUser pageUser, String text) {
    pageUser.page().waitForFunction("(text) => window.written.includes(text)", text);
  }

  @Test
  void aNotificationHasTheServersWordsAndItsLevel(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor()) {
      List<WebSocketRoute> sockets = pageUser.sockets();
      pageUser.open();
      sockets
          .getLast()
          .send(
              notified(
                  "\"condition\":\"fall\",\"percent\":\"5\",\"within_seconds\":300,"
                      + "\"direction\":\"down\",\"level\":\"60800.00000000000001\","
                      + "\"reference_price\":\"64000\",\"price\":\"60799\","
                      + "\"message\":\"BTCUSDT fell 5 % from 64000 within 300 s: 60799\""));
      assertThat(pageUser.notification("BTC/USDT fell 5 % from 64,000 within 5 minutes"))
          .containsText("at 60,799 · level 60,800.00000000000001");
    }
  }

  @Test
  void aConditionOfALaterServerIsShownWithItsName(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor()) {
      List<WebSocketRoute> sockets = pageUser.sockets();
      pageUser.open();
      sockets
          .getLast()
          .send(
              "{\"type\":\"subscribed\",\"subscription\":{\"id\":\"999999999999\","
                  + "\"symbol\":\"btcusdt\",\"condition\":\"volume_spike\",\"factor\":\"3\","
                  + "\"repeat\":\"every\",\"cooldown_seconds\":0,\"expires_at\":null,"
                  + "\"name\":null,\"note\":null,\"enabled\":true,\"status\":\"active\","
                  + "\"revision\":1,\"created_at\":\"2026-11-28T12:00:00Z\",\"last_price\":null,"
                  + "\"notification_count\":0,\"last_notified_at\":null}}");
      Locator alert = pageUser.alert("BTC/USDT volume spike");
      assertThat(alert).containsText("Watching");
      sockets
          .getLast()
          .send(
              notified(
                  "\"condition\":\"volume_spike\",\"factor\":\"3\",\"price\":\"64000\","
                      + "\"message\":\"BTCUSDT traded 3 times its usual volume: 64000\""));
      assertThat(pageUser.notification("BTC/USDT traded 3 times its usual volume"))
          .containsText("at 64,000");
      alert.locator(".tool-edit").click();
      Locator edit = pageUser.page().locator("form.edit");
      assertThat(edit.getByLabel("How often")).isFocused();
      pageUser.page().keyboard().press("Escape");
      assertThat(edit).hasCount(0);
    }
  }

  private static String notified(String fields) {
    return "{\"type\":\"notification\",\"id\":\"999999999999\","
        + "\"subscription_id\":\"999999999999\",\"symbol\":\"btcusdt\",\"previous_price\":null,"
        + "\"trade_id\":8,\"source\":\"live\",\"trade_time\":\"2026-11-28T12:00:01Z\","
        + "\"revision\":1,\"created_at\":\"2090-11-28T12:00:01Z\","
        + fields
        + "}";
  }
}
