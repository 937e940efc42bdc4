package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.coinpanel.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A browser user. Closing fails if the page logged errors. */
final class PageUser implements AutoCloseable {

  /** What a browser says of a server that is away, which is no fault of the page. */
  private static final Pattern AWAY =
      Pattern.compile("WebSocket connection to|ERR_CONNECTION|WebSocket is closed before");

  private static final double TIMEOUT_MS = 40_000;

  private final BrowserContext context;
  private final Page page;
  private final List<String> problems = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  PageUser(BrowserContext context) {
    this.context = context;
    context.setDefaultTimeout(TIMEOUT_MS);
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
    page = newTab();
  }

  /** A further tab of the same browser. */
  Page newTab() {
    Page tab = context.newPage();
    tab.onPageError(problems::add);
    tab.onConsoleMessage(this::listen);
    return tab;
  }

  private void listen(ConsoleMessage message) {
    String text = message.text();
    if (message.type().equals("error")
        && !AWAY.matcher(text).find()
        && expected.stream().noneMatch(text::contains)) {
      problems.add(text);
    }
  }

  /** What the browser may log, as the server is to refuse something. */
  PageUser expectLog(String text) {
    expected.add(text);
    return this;
  }

  Page page() {
    return page;
  }

  /** Goes to the page and waits until it is connected. */
  PageUser open() {
    page.navigate("/");
    awaitLive();
    return this;
  }

  void awaitLive() {
    assertThat(page.locator("#connection-text")).hasText("Live");
  }

  Locator id(String id) {
    return page.locator("#" + id);
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** The button of a direction: above, below or cross. */
  Locator condition(String name) {
    return page.locator("[name=condition][value=" + name + "]");
  }

  /** The rows of the alerts that say this. */
  Locator alert(String text) {
    return page.locator("#alerts > li", new Page.LocatorOptions().setHasText(text));
  }

  Locator alert(Page tab, String text) {
    return tab.locator("#alerts > li", new Page.LocatorOptions().setHasText(text));
  }

  Locator notification(String text) {
    return page.locator("#feed > li", new Page.LocatorOptions().setHasText(text));
  }

  Locator toast(String text) {
    return page.locator(".toast", new Page.LocatorOptions().setHasText(text));
  }

  Locator banner(String text) {
    return page.locator(".banner", new Page.LocatorOptions().setHasText(text));
  }

  /** Picks a symbol by its full name, such as ETHUSDT. */
  void pick(String symbol) {
    id("symbol").fill(symbol.toLowerCase(Locale.ROOT));
    page.keyboard().press("Enter");
    assertThat(id("threshold")).isFocused();
  }

  /** Lets trades happen at this price until it is on the page, as it is once it is watched. */
  void awaitPrice(Simulator exchange, String symbol, String price, String shown) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!id("price-figure").textContent().equals(shown)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "the page shows " + id("price-figure").textContent() + ", not " + shown);
      }
      exchange.publish(symbol, price);
      page.waitForTimeout(100);
    }
  }

  /** Chooses a condition by the value of its button, behind More if it is there. */
  void choose(String condition) {
    if (!condition(condition).isVisible()) {
      page.locator(".more summary").click();
    }
    condition(condition).check();
  }

  /** The page's sockets, so that a test can speak for the server too. */
  List<WebSocketRoute> sockets() {
    List<WebSocketRoute> sockets = new CopyOnWriteArrayList<>();
    page.routeWebSocket(
        "**/ws",
        socket -> {
          WebSocketRoute server = socket.connectToServer();
          socket.onMessage(frame -> server.send(frame.text()));
          server.onMessage(frame -> socket.send(frame.text()));
          sockets.add(socket);
        });
    return sockets;
  }

  /** Sets an alert and waits until it is watched. */
  void set(String threshold, String repeat, String expected) {
    id("threshold").fill(threshold);
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(repeat).setExact(true))
        .check();
    id("set").click();
    assertThat(alert(expected)).containsText("Watching");
  }

  /** Keeps a picture, where a folder for them is named. */
  void picture(String name) {
    String folder = System.getProperty("coinpanel.test.screenshots", "");
    if (!folder.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of(folder, name + ".png"))
              .setFullPage(page.viewportSize().width < 600));
    }
  }

  @Override
  public void close() {
    context.close();
    if (!problems.isEmpty()) {
      throw new AssertionError("the browser complains: " + problems);
    }
  }
}
