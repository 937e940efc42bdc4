package io.coinpanel.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Terminal output: whole lines from any thread, plus one updating status line. */
public final class Terminal {

  private final PrintWriter out;
  private final PrintWriter err;
  private final TextStyle outPaint;
  private final TextStyle errStyle;
  private final @Nullable LiveLine live;

  /**
   * @param live whether {@code err} is a terminal that can change a line
   */
  public Terminal(
      PrintWriter out, TextStyle outPaint, PrintWriter err, TextStyle errPaint, boolean live) {
    this.out = out;
    this.outPaint = outPaint;
    this.err = err;
    this.errStyle = errPaint;
    this.live = live ? new LiveLine(err) : null;
  }

  /** A text that others may have written, without characters that control a terminal. */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  /** Styles of standard output. */
  public TextStyle outStyle() {
    return outPaint;
  }

  /** Styles of standard error and the status line. */
  public TextStyle errStyle() {
    return errStyle;
  }

  /** Whether {@link #show} does anything. */
  public boolean isLive() {
    return live != null;
  }

  /**
   * Prints a result to standard output.
   *
   * @throws OutputFailedException if it could not be written
   */
  public void printResult(String line) {
    print(out, line);
    OutputFailedException.check(out);
  }

  /** Prints to standard error. */
  public void printMessage(String line) {
    print(err, line);
  }

  private synchronized void print(PrintWriter stream, String line) {
    if (live != null) {
      live.erase();
    }
    stream.println(line);
    stream.flush();
    if (live != null) {
      live.draw();
    }
  }

  /** Updates the status line, if any. */
  public synchronized void show(String line) {
    if (live != null) {
      live.show(line);
    }
  }

  /** Clears the status line. */
  public synchronized void clear() {
    if (live != null) {
      live.end();
    }
  }

  /** Waits for shutdown. */
  public void awaitShutdown() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
