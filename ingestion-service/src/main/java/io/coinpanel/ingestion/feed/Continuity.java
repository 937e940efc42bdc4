package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a symbol's trades behind the last one judged. Times are monotonic nanoseconds.
 */
sealed interface Continuity {

  /** Nothing has been traded yet, and nothing was missed: the first trade is the baseline. */
  record Unseen() implements Continuity {}

  /** Every trade has been judged. */
  record Whole() implements Continuity {}

  /**
   * Trades may have been missed, and no later one has come.
   *
   * @param since when the first could have been missed
   * @param asked since when history is asked, which is when the stream was there again
   * @param answers how many answers have shown nothing new
   */
  record InDoubt(long since, long asked, int answers) implements Continuity {

    /** History has to be asked anew. */
    InDoubt again(long now) {
      return new InDoubt(since, now, 0);
    }
  }

  /**
   * Trades are missing, as later ones show.
   *
   * @param since when the first went missing
   * @param due when history is to be asked
   * @param held the later ones
   * @param behind that others may have been missed behind those as well, or null
   */
  record Holed(long since, long due, HeldTrades held, @Nullable InDoubt behind)
      implements Continuity {

    Holed(long since, long due, HeldTrades held) {
      this(since, due, held, null);
    }

    Holed with(@Nullable InDoubt doubt) {
      return new Holed(since, due, held, doubt);
    }
  }

  /**
   * Trades may have been missed, and history cannot tell: the next one is judged although others
   * may be missing before it.
   */
  record Unfillable() implements Continuity {}
}
