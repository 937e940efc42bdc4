package io.coinpanel.cli.terminal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Shows progress: an updating line on a terminal, otherwise one line per step. */
public final class Progress {

  private static final Duration REFRESH = Duration.ofMillis(200);
  private static final String SPINNER = "|/-\\";

  private final Terminal terminal;
  private final InstantSource clock;

  public Progress(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Runs one step.
   *
   * @param doing description, such as "Starting Postgres"
   * @param advice advice on failure, a sentence without full stop
   * @throws CommandFailedException if the step fails
   */
  public <T> T step(String doing, String advice, Callable<T> work) throws InterruptedException {
    long begun = clock.millis();
    T done = waiting(doing, advice, begun, work);
    finished(doing, begun);
    return done;
  }

  /**
   * Waits for a condition with a timeout.
   *
   * @param work returns whether it came
   */
  public boolean await(String doing, String advice, Callable<Boolean> work)
      throws InterruptedException {
    long begun = clock.millis();
    boolean came = waiting(doing, advice, begun, work);
    if (came) {
      finished(doing, begun);
    }
    return came;
  }

  private <T> T waiting(String doing, String advice, long begun, Callable<T> work)
      throws InterruptedException {
    @Nullable Thread wheel = startSpinner(doing, begun);
    try {
      return work.call();
    } catch (InterruptedException end) {
      throw end;
    } catch (Exception e) {
      throw new CommandFailedException(doing + " failed: " + reason(e) + ". " + advice + ".", e);
    } finally {
      stop(wheel);
    }
  }

  private void finished(String doing, long begun) {
    if (terminal.isLive()) {
      terminal.printResult(
          terminal.outStyle().success("done ") + " " + doing + " (" + seconds(begun) + ")");
    }
  }

  private @Nullable Thread startSpinner(String doing, long begun) {
    if (!terminal.isLive()) {
      terminal.printResult(doing + " ...");
      return null;
    }
    return Thread.ofVirtual().name("progress").start(() -> show(doing, begun));
  }

  private void show(String doing, long begun) {
    try {
      for (int turn = 0; ; turn++) {
        String sign = "  " + SPINNER.charAt(turn % SPINNER.length()) + "  ";
        terminal.show(terminal.errStyle().bold(sign) + " " + doing + " " + seconds(begun));
        Thread.sleep(REFRESH);
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(@Nullable Thread wheel) throws InterruptedException {
    if (wheel != null) {
      wheel.interrupt();
      wheel.join();
      terminal.clear();
    }
  }

  private String seconds(long begun) {
    long tenths = (clock.millis() - begun) / 100;
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = root.getMessage();
    return said == null || said.isBlank()
        ? root.getClass().getSimpleName()
        : said.strip().lines().findFirst().orElse("").replaceFirst("[.]$", "");
  }
}
