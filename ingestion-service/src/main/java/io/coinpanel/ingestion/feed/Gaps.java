package io.coinpanel.ingestion.feed;

/** Where the feed announces gaps. */
public interface Gaps {

  /** A gap is there, perhaps announced before. Returns at once. */
  void found(Gap gap);
}
