package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * The connection whose client is on a socket, and whether the table has it. Not safe for threads:
 * its socket guards it.
 */
final class ConnectionIdentity {

  private long id;

  /**
   * What its row is to be; null before it has an identity, and once it is {@link RowState#STORED}.
   */
  private @Nullable NewConnection unstored;

  private @Nullable ClientAddress address;
  private RowState row = RowState.NONE;

  private enum RowState {
    NONE,
    /** It is being stored with the first subscription, or whether it was is not known. */
    POSSIBLE,
    STORED
  }

  void open(NewConnection identity) {
    id = identity.id();
    unstored = identity;
    address = identity.address();
  }

  void resume(StoredConnection identity) {
    id = identity.id();
    address = identity.address();
    markStored();
  }

  long id() {
    return id;
  }

  @Nullable ClientAddress address() {
    return address;
  }

  @Nullable NewConnection unstored() {
    return unstored;
  }

  /** From now on the table may have it. */
  void beginStoring() {
    if (row == RowState.NONE) {
      row = RowState.POSSIBLE;
    }
  }

  void markStored() {
    row = RowState.STORED;
    unstored = null;
  }

  boolean mayBeStored() {
    return row != RowState.NONE;
  }

  boolean isStored() {
    return row == RowState.STORED;
  }
}
