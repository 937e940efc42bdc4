package io.coinpanel.ingestion.feed;

/** Notified of gaps. */
public interface GapListener {

  /** A gap exists, possibly reported before. Returns immediately. */
  void onGap(Gap gap);
}
