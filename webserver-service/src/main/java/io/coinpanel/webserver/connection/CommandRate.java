package io.coinpanel.webserver.connection;

/**
 * How fast one client talks: so many commands in a second, and after a hundred refusals without a
 * calm second between them it has flooded. Used by the socket's reading thread only.
 */
public final class CommandRate {

  private static final int PATIENCE = 100;
  private static final long SECOND = 1_000;

  private final int limit;
  private long since = Long.MIN_VALUE;
  private int commands;
  private int refusals;

  public CommandRate(int limit) {
    this.limit = limit;
  }

  /** What to do with a command that came at {@code now}, in milliseconds. */
  public Verdict judge(long now) {
    if (now >= since + SECOND || now < since) {
      startSecond(now);
    }
    commands++;
    if (commands <= limit) {
      return Verdict.ACCEPTED;
    }
    refusals++;
    return refusals < PATIENCE ? Verdict.REFUSED : Verdict.FLOODED;
  }

  private void startSecond(long now) {
    if (commands <= limit) {
      refusals = 0;
    }
    since = now;
    commands = 0;
  }

  public enum Verdict {
    ACCEPTED,
    REFUSED,
    FLOODED
  }
}
