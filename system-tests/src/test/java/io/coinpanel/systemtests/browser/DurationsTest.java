package io.coinpanel.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page reads times as people type them, and keeps the extremes of a window of time. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DurationsTest {

  private static final Map<String, Integer> READ =
      Map.ofEntries(
          Map.entry("90s", 90),
          Map.entry(" 5m ", 300),
          Map.entry("1H", 3600),
          Map.entry("1h 30m", 5400),
          Map.entry("1h30m", 5400),
          Map.entry("1.5h", 5400),
          Map.entry("0,5 min", 30),
          Map.entry("2 hours", 7200),
          Map.entry("1 minute", 60),
          Map.entry("1d", 86_400));

  private static final List<String> REFUSED =
      List.of("", "5", "0", "m", "5x", "-5m", "5 m 3", "0.3s", "2d", "1e3s");

  @Test
  void areReadAsTheyAreTyped(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      SoftAssertions.assertSoftly(
          softly -> {
            READ.forEach(
                (text, seconds) ->
                    softly.assertThat(typed(pageUser, text)).as(text).isEqualTo(seconds));
            REFUSED.forEach(
                text -> softly.assertThat(typed(pageUser, text)).as(text).isEqualTo("refused"));
          });
    }
  }

  private static Object typed(PageUser pageUser, String text) {
    return pageUser
        .page()
        .evaluate(
            """
            async (text) => {
              const { typedDuration } = await import('/js/durations.js');
              return typedDuration(text, { most: 86400 }).value ?? 'refused';
            }
            """,
            text);
  }

  @Test
  void areWrittenAsTheyCanBeTyped(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertThat(
              pageUser
                  .page()
                  .evaluate(
                      """
                      async () => {
                        const { shortDuration } = await import('/js/durations.js');
                        return [45, 300, 5400, 86400, 90061].map(shortDuration).join(', ');
                      }
                      """))
          .isEqualTo("45s, 5m, 1h 30m, 1d, 1d 1h 1m 1s");
    }
  }

  /** Of a walk of prices at uneven times, against a search through all of them. */
  @Test
  void extremesAreThoseOfTheWindow(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertThat(
              pageUser
                  .page()
                  .evaluate(
                      """
                      async () => {
                        const { Extreme } = await import('/js/extreme.js');
                        const windowMs = 50;
                        const high = new Extreme(windowMs, (one, other) => one > other);
                        const trades = [];
                        let seed = 7, at = 1000, price = 500;
                        const next = (most) => (seed = (seed * 48271) % 2147483647) % most;
                        for (let trade = 0; trade < 2000; trade++) {
                          at += next(20);
                          price += next(11) - 5;
                          trades.push({ at, price });
                          high.add(at, BigInt(price));
                          const inForce = trades.findLastIndex((one) => one.at <= at - windowMs);
                          const seen = trades.slice(Math.max(inForce, 0)).map((one) => one.price);
                          if (high.value !== BigInt(Math.max(...seen))) {
                            return `trade ${trade}: ${high.value}, not ${Math.max(...seen)}`;
                          }
                        }
                        return 'all';
                      }
                      """))
          .isEqualTo("all");
    }
  }
}
