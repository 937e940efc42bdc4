package io.coinpanel.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page for everybody: axe finds nothing serious, and only its own files run. */
@ExtendWith(InBrowser.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AccessTest {

  @Test
  void nothingSeriousInLightAndDarkOnDesktopAndPhone(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      Axe.findsNothingSerious(visitor, "empty");
      visitor.id("symbol").click();
      assertThat(visitor.page().locator("[role=option]").first()).isVisible();
      Axe.findsNothingSerious(visitor, "picker");
      visitor.page().keyboard().press("Escape");
      fill(visitor, panel);
      Axe.findsNothingSerious(visitor, "filled");
      visitor.button("Dark colours").click();
      Axe.findsNothingSerious(visitor, "filled-dark");
      visitor.page().setViewportSize(390, 844);
      Axe.findsNothingSerious(visitor, "phone-dark");
      visitor.button("Dark colours").click();
      Axe.findsNothingSerious(visitor, "phone");
      Assertions.assertThat(
              visitor.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
  }

  private static void fill(Visitor visitor, PagePanel panel) {
    visitor.pick("btcusdt");
    visitor.awaitPrice(panel.exchange(), "BTCUSDT", "65000", "65,000");
    visitor.set("65010", "Once", "BTC/USDT rises above 65,010");
    visitor.set("64990", "Every time", "BTC/USDT falls below 64,990");
    visitor.set("66000", "Every time", "BTC/USDT rises above 66,000");
    for (String price : List.of("65004", "65011", "65006", "64998", "64988.5", "64995")) {
      visitor.awaitPrice(panel.exchange(), "BTCUSDT", price, shown(price));
    }
    assertThat(visitor.told("BTC/USDT")).hasCount(2);
    visitor.id("threshold").fill("65020");
  }

  private static String shown(String price) {
    String grouped = price.substring(0, 2) + "," + price.substring(2);
    // The decimals of a symbol stay as many as were ever seen.
    return price.equals("64995") ? grouped + ".0" : grouped;
  }

  @Test
  void pricesThatAreSimulatedAreSaidToBeAndTheServerSendsAStrictPolicy(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      assertThat(visitor.id("simulated")).hasText("Simulated prices");
      String policy =
          visitor.page().request().get("/").headers().getOrDefault("content-security-policy", "");
      Assertions.assertThat(policy)
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .doesNotContain("unsafe", "http", "*");
      Assertions.assertThat(
              visitor.page().evaluate("performance.getEntriesByType('resource').map(e => e.name)"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
          .isNotEmpty()
          .allMatch(name -> name.startsWith(visitor.page().url()));
    }
  }

  @Test
  void theBrowserIsAskedForNotificationsOnlyAfterAClick(PagePanel panel) {
    try (Visitor visitor = panel.visitor()) {
      visitor
          .page()
          .addInitScript(
              "window.asked = 0; Object.defineProperty(Notification, 'permission', {get: () =>"
                  + " window.asked ? 'granted' : 'default'}); Notification.requestPermission ="
                  + " async () => (window.asked++, 'granted')");
      visitor.open();
      assertThat(visitor.id("ask")).isHidden();
      visitor.id("threshold").fill("1000000");
      visitor.id("set").click();
      assertThat(visitor.id("ask")).isVisible();
      Assertions.assertThat(visitor.page().evaluate("window.asked")).isEqualTo(0);
      visitor.button("Yes, ask the browser").click();
      assertThat(visitor.id("ask")).isHidden();
      assertThat(visitor.id("system")).hasAttribute("aria-pressed", "true");
      Assertions.assertThat(visitor.page().evaluate("window.asked")).isEqualTo(1);
    }
  }
}
