package io.coinpanel.webserver.socket;

import java.util.function.BooleanSupplier;

/**
 * Rate limit of one socket's commands. A hundred rejections without a second that has none count as
 * flooding. Commands delayed by the server arrive in a burst and get extra allowance. Used by the
 * socket's reading thread only.
 */
public final class CommandRateLimit {

  private static final int MAX_REJECTIONS = 100;
  private static final long SECOND = 1_000;

  private final int limit;
  private long since = Long.MIN_VALUE;

  /** In this second, as the next two. */
  private int commands;

  private boolean exceeded;
  private boolean refused;

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
    return check(now, () -> true);
  }

  /**
   * Checks a command of an owner with other sockets.
   *
   * @param budget counts it for all of them; false if it is one too many
   */
  public Verdict check(long now, BooleanSupplier budget) {
    if (now >= since + SECOND || now < since) {
      startSecond(now);
    }
    spare += stalled * limit;
    stalled = 0;
    commands++;
    if (commands <= limit && budget.getAsBoolean()) {
      return Verdict.ACCEPTED;
    }
    exceeded = true;
    if (spare > 0) {
      spare--;
      return Verdict.ACCEPTED;
    }
    refused = true;
    refusals++;
    return refusals < MAX_REJECTIONS ? Verdict.REJECTED : Verdict.FLOODED;
  }

  private void startSecond(long now) {
    if (!refused) {
      refusals = 0;
    }
    // A second without using the allowance ends it.
    if (!exceeded) {
      spare = 0;
    }
    since = now;
    commands = 0;
    exceeded = false;
    refused = false;
  }

  public enum Verdict {
    ACCEPTED,
    REJECTED,
    FLOODED
  }
}
