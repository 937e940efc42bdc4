package io.coinpanel.backtest;

import java.io.IOException;

/** Trades cannot be had, or are not what they should be: a sentence for people, without a stop. */
public final class UnusableTradesException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnusableTradesException(String sentence) {
    super(sentence);
  }

  public UnusableTradesException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
