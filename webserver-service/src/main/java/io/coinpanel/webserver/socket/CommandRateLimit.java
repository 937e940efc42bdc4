package io.coinpanel.webserver.socket;

/**
 * Rate limit of one socket's commands. A hundred rejections without a second below the limit count
 * as flooding. Commands delayed by the server arrive in a burst and get extra allowance. Used by
 * the socket's reading thread only.
 */
public final class CommandRateLimit {

  private static final int MAX_REJECTIONS = 100;
  private static final long SECOND = 1_000;

  private final int limit;
  private long since = Long.MIN_VALUE;
  private int commands;
  private int refusals;

  /** Whole seconds in which the client's commands have waited since the last was judged. */
  private long stalled;

  /** How many commands may have come while others waited, beside those of the second. */
  private long spare;

  public CommandRateLimit(int limit) {
    this.limit = limit;
  }

  /**
   * The reader was blocked for this long. Less than a second is ignored, since every reply takes
   * some time.
   */
  public void addStall(long millis) {
    stalled += Math.max(0, millis) / SECOND;
  }

  /** Checks a command received at {@code now}, in milliseconds. */
  public Verdict check(long now) {
    if (now >= since + SECOND || now < since) {
      startSecond(now);
    }
    spare += stalled * limit;
    stalled = 0;
    commands++;
    if (commands <= limit + spare) {
      return Verdict.ACCEPTED;
    }
    refusals++;
    return refusals < MAX_REJECTIONS ? Verdict.REJECTED : Verdict.FLOODED;
  }

  private void startSecond(long now) {
    if (commands <= limit + spare) {
      refusals = 0;
    }
    // A second without using the allowance ends it.
    spare = commands <= limit ? 0 : Math.max(0, limit + spare - commands);
    since = now;
    commands = 0;
  }

  public enum Verdict {
    ACCEPTED,
    REJECTED,
    FLOODED
  }
}
