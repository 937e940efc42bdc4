package io.coinpanel.standalone.terminal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Says what is being waited for: on a terminal in a line that changes, otherwise in a line as each
 * step begins.
 */
public final class Progress {

  private static final Duration REFRESH = Duration.ofMillis(200);
  private static final String WHEEL = "|/-\\";

  private final Terminal terminal;
  private final InstantSource clock;

  public Progress(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Does one step.
   *
   * @param doing what is done, as "Starting Postgres"
   * @param advice what to do when it fails, as a sentence without its full stop
   * @throws Failure if the step fails
   */
  public <T> T step(String doing, String advice, Callable<T> work) throws InterruptedException {
    long begun = clock.millis();
    T done = waiting(doing, advice, begun, work);
    finished(doing, begun);
    return done;
  }

  /**
   * Waits for something that may not come in time.
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
    @Nullable Thread wheel = turn(doing, begun);
    try {
      return work.call();
    } catch (InterruptedException end) {
      throw end;
    } catch (Exception e) {
      throw new Failure(doing + " failed: " + why(e) + ". " + advice + ".", e);
    } finally {
      stop(wheel);
    }
  }

  private void finished(String doing, long begun) {
    if (terminal.isLive()) {
      terminal.say(terminal.paint().good("done ") + " " + doing + " (" + seconds(begun) + ")");
    }
  }

  private @Nullable Thread turn(String doing, long begun) {
    if (!terminal.isLive()) {
      terminal.say(doing + " ...");
      return null;
    }
    return Thread.ofVirtual().name("progress").start(() -> show(doing, begun));
  }

  private void show(String doing, long begun) {
    try {
      for (int turn = 0; ; turn++) {
        String sign = "  " + WHEEL.charAt(turn % WHEEL.length()) + "  ";
        terminal.show(terminal.errPaint().strong(sign) + " " + doing + " " + seconds(begun));
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

  private static String why(Throwable failure) {
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
