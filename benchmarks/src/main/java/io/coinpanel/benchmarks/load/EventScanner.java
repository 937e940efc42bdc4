package io.coinpanel.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/** Counts the events with an id in one stream of server-sent events, read piece by piece. */
final class EventScanner implements ByteProcessor {

  private boolean lineStarts = true;
  private boolean hasId;
  private int found;

  /** How many end in this piece. */
  int events(ByteBuf piece) {
    found = 0;
    var _ = piece.forEachByte(this);
    return found;
  }

  @Override
  public boolean process(byte value) {
    if (value != '\n') {
      // Of the fields of an event only "id" begins so.
      hasId |= lineStarts && value == 'i';
      lineStarts = false;
      return true;
    }
    if (lineStarts && hasId) {
      hasId = false;
      found++;
    }
    lineStarts = true;
    return true;
  }
}
