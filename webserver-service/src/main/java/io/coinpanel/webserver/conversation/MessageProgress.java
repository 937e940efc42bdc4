package io.coinpanel.webserver.conversation;

/**
 * Whether a client takes too long for the message it is sending. Between messages, and while a
 * command is being executed, it is not late.
 */
final class MessageProgress {

  /** Whether a frame was demanded: then the client is the one to send. */
  private volatile boolean demanded;

  /** Messages read to their end, and control frames between them; published by demanded. */
  private int finished;

  // The sweeper's own: what it saw last, and since when the message is unfinished.
  private int sweptFinished;
  private long sweptBytes;
  private boolean unfinished;
  private long unfinishedSince;

  /** The reader demands a frame. */
  void demanded(boolean betweenMessages) {
    if (betweenMessages) {
      finished++;
    }
    demanded = true;
  }

  /** The reader got a frame. */
  void received() {
    demanded = false;
  }

  /** For one thread only. */
  boolean isLate(long bytes, long now, long timeoutNanos) {
    boolean waiting = demanded;
    if (!waiting || finished != sweptFinished) {
      sweptFinished = finished;
      sweptBytes = bytes;
      unfinished = false;
    } else if (!unfinished && bytes != sweptBytes) {
      unfinished = true;
      unfinishedSince = now;
    }
    return unfinished && now - unfinishedSince >= timeoutNanos;
  }
}
