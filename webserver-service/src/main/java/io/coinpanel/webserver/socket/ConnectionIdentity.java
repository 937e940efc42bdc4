package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.jspecify.annotations.Nullable;

/** Whose socket it is: a connection's, which the table may have, or an account's. */
public final class ConnectionIdentity {

  private long id;
  private long ownerId;

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
    STORED,
    /** It is an account's socket, and has no row. */
    NEVER
  }

  synchronized void open(NewConnection identity) {
    open(identity.id(), identity.address());
    unstored = identity;
  }

  /** As nobody's, until {@link #signIn}. */
  synchronized void open(long newId, ClientAddress from) {
    id = newId;
    ownerId = newId;
    address = from;
  }

  synchronized void resume(StoredConnection identity) {
    id = identity.id();
    ownerId = id;
    address = identity.address();
    markStored();
  }

  /** From now on it is a socket of the account. */
  synchronized void signIn(long accountId) {
    ownerId = accountId;
    unstored = null;
    row = RowState.NEVER;
  }

  /** The connection that the client was welcomed as. */
  public synchronized long id() {
    return id;
  }

  /** Whom its subscriptions belong to: the connection or an account. */
  public synchronized long ownerId() {
    return ownerId;
  }

  public synchronized boolean isAccount() {
    return row == RowState.NEVER;
  }

  /** The address its subscriptions are counted for; null if unknown. */
  public synchronized @Nullable ClientAddress address() {
    return address;
  }

  /** The connection to store with its first subscription; null if already stored. */
  public synchronized @Nullable NewConnection unstored() {
    return unstored;
  }

  /** From now on the table may have it. */
  synchronized void beginStoring() {
    if (row == RowState.NONE) {
      row = RowState.POSSIBLE;
    }
  }

  synchronized void markStored() {
    if (row != RowState.NEVER) {
      row = RowState.STORED;
      unstored = null;
    }
  }

  /** Whether the table may have it. */
  public synchronized boolean mayBeStored() {
    return row == RowState.POSSIBLE || row == RowState.STORED;
  }

  /** Whether its owner can have subscriptions: a connection that never subscribed has none. */
  public synchronized boolean mayHaveSubscriptions() {
    return row != RowState.NONE;
  }

  /** Whether the table is known to have had it. */
  public synchronized boolean isStored() {
    return row == RowState.STORED;
  }
}
