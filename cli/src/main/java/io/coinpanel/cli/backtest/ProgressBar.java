package io.coinpanel.cli.backtest;

import io.coinpanel.cli.terminal.Terminal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** How far a backtest is, as a status line on terminals. */
final class ProgressBar {

  private static final long REFRESH = Duration.ofMillis(100).toMillis();
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final InstantSource clock;
  private long shownAt;

  ProgressBar(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
    // Work that is done at once shows none.
    shownAt = clock.millis();
  }

  void show(double fraction, long trades) {
    if (terminal.isLive() && clock.millis() - shownAt >= REFRESH) {
      shownAt = clock.millis();
      int full = (int) Math.min(WIDTH, Math.round(fraction * WIDTH));
      String bar = "=".repeat(full) + " ".repeat(WIDTH - full);
      terminal.show(
          String.format(Locale.ROOT, "[%s] %3.0f %%  %,d trades", bar, fraction * 100, trades));
    }
  }

  void end() {
    terminal.clear();
  }
}
