package io.coinpanel.systemtests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine; none is ever downloaded. */
final class Chromium implements AutoCloseable {

  static final String SETTING = "coinpanel.test.browser";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome");
  private static final List<Path> ELSEWHERE =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** The one the setting names, or else the first that is found. */
  static Optional<Path> find() {
    String named = System.getProperty(SETTING);
    return named != null && !named.isEmpty()
        ? Optional.of(Path.of(named))
        : candidates().filter(Files::isExecutable).findFirst();
  }

  private static Stream<Path> candidates() {
    return Stream.concat(
        FOLDERS.stream().flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))),
        ELSEWHERE.stream());
  }

  static Chromium launch(Path executable) {
    return new Chromium(executable);
  }

  /** A visitor's browser of its own: nothing is shared with others. */
  PageUser visitor(String url, boolean dark, int width, int height) {
    return new PageUser(
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(url)
                .setLocale("en-GB")
                .setColorScheme(
                    dark
                        ? com.microsoft.playwright.options.ColorScheme.DARK
                        : com.microsoft.playwright.options.ColorScheme.LIGHT)
                .setViewportSize(width, height)));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
