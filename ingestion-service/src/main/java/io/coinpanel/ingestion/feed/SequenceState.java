package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a symbol's trades after the trade cursor. Times are monotonic nanoseconds.
 */
sealed interface SequenceState {

  /** No trades yet, none missed: the first trade is the baseline. */
  record NoTrades() implements SequenceState {}

  /** Every trade has been evaluated. */
  record Complete() implements SequenceState {}

  /**
   * Trades may have been missed; no later trade has arrived.
   *
   * @param since when the first could have been missed
   * @param requestedAt since when history is requested, which is when the stream was back
   * @param responses number of responses without news
   */
  record InDoubt(long since, long requestedAt, int responses) implements SequenceState {

    /** History must be requested again. */
    InDoubt restarted(long now) {
      return new InDoubt(since, now, 0);
    }
  }

  /**
   * Trades are missing, as proven by later ones.
   *
   * @param since when the first went missing
   * @param due when to request history
   * @param held the later ones
   * @param doubtBehind doubt about trades after those, or null
   */
  record OpenGap(long since, long due, ReorderBuffer held, @Nullable InDoubt doubtBehind)
      implements SequenceState {

    OpenGap with(@Nullable InDoubt doubt) {
      return new OpenGap(since, due, held, doubt);
    }
  }

  /**
   * Trades may have been missed and history is unavailable: the next trade is compared across the
   * gap.
   */
  record UnfillableGap() implements SequenceState {}
}
