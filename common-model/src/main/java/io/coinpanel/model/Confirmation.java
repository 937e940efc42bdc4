package io.coinpanel.model;

/** What a crossing needs besides before a subscription fires. */
public sealed interface Confirmation {

  Confirmation NONE = new None();

  /** Nothing: the trade that crosses fires. */
  record None() implements Confirmation {}

  /** The price has to stay there for a time. */
  record Hold(int seconds) implements Confirmation {

    public Hold {
      if (seconds <= 0) {
        throw new IllegalArgumentException("invalid hold: " + seconds + " s");
      }
    }
  }

  /** Evaluated on closes of a bar instead of trades. */
  record Close(Bar bar) implements Confirmation {}
}
