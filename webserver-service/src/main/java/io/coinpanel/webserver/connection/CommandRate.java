package io.coinpanel.webserver.connection;

/**
 * How fast one client talks: so many commands in a second, and after a hundred refusals without a
 * calm second between them it has flooded. Commands that had to wait for the server come all at
 * once, and are not judged as if they had been sent so. Used by the socket's reading thread only.
 */
public final class CommandRate {

  private static final int PATIENCE = 100;
  private static final long SECOND = 1_000;

  private final int limit;
  private long since = Long.MIN_VALUE;
  private int commands;
  private int refusals;

  /** Whole seconds in which the client's commands have waited since the last was judged. */
  private long waited;

  /** How many commands may have come while others waited, beside those of the second. */
  private long spare;

  public CommandRate(int limit) {
    this.limit = limit;
  }

  /**
   * The client was not listened to for so many milliseconds. Less than a second of it counts for
   * nothing: answering takes some time always.
   */
  public void waited(long millis) {
    waited += Math.max(0, millis) / SECOND;
  }

  /** What to do with a command that came at {@code now}, in milliseconds. */
  public Verdict judge(long now) {
    if (now >= since + SECOND || now < since) {
      startSecond(now);
    }
    spare += waited * limit;
    waited = 0;
    commands++;
    if (commands <= limit + spare) {
      return Verdict.ACCEPTED;
    }
    refusals++;
    return refusals < PATIENCE ? Verdict.REFUSED : Verdict.FLOODED;
  }

  private void startSecond(long now) {
    if (commands <= limit + spare) {
      refusals = 0;
    }
    // A second in which nothing of it was needed has seen the last of what had waited.
    spare = commands <= limit ? 0 : Math.max(0, limit + spare - commands);
    since = now;
    commands = 0;
  }

  public enum Verdict {
    ACCEPTED,
    REFUSED,
    FLOODED
  }
}
