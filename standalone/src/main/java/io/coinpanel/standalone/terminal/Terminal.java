package io.coinpanel.standalone.terminal;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What the person or program in front sees: lines, whole and at once, from whatever thread, and
 * below them on a terminal one line that changes.
 */
public final class Terminal {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Paint outPaint;
  private final Paint errPaint;
  private final @Nullable LiveLine live;

  /**
   * @param live whether {@code err} is a terminal that can change a line
   */
  public Terminal(PrintWriter out, Paint outPaint, PrintWriter err, Paint errPaint, boolean live) {
    this.out = out;
    this.outPaint = outPaint;
    this.err = err;
    this.errPaint = errPaint;
    this.live = live ? new LiveLine(err) : null;
  }

  /** Colours for what is said. */
  public Paint paint() {
    return outPaint;
  }

  /** Colours for complaints and for the line that changes. */
  public Paint errPaint() {
    return errPaint;
  }

  /** Whether {@link #show} does anything. */
  public boolean isLive() {
    return live != null;
  }

  /**
   * A result: what a pipe is to get.
   *
   * @throws OutputLost if it could not be written
   */
  public void say(String line) {
    print(out, line);
    OutputLost.check(out);
  }

  /** Anything else a person should know. */
  public void complain(String line) {
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

  /** Changes the line at the bottom, where there is one. */
  public synchronized void show(String line) {
    if (live != null) {
      live.show(line);
    }
  }

  /** Takes the line at the bottom away. */
  public synchronized void clear() {
    if (live != null) {
      live.end();
    }
  }

  /** Waits until the process is told to end. */
  public void awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
