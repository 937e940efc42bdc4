package io.coinpanel.systemtests.soak;

import java.io.IOException;
import java.util.List;

/** Where the notifications of accounts come from. */
interface AlertSource extends AutoCloseable {

  /** An account is notified of a price. */
  record Firing(SoakAccount account, long price) {}

  SoakAccount newAccount();

  /** Waits until everything that fires for the accounts becomes a notification. */
  void awaitReady();

  /** Each becomes a notification, in this order for an account. */
  void fire(List<Firing> firings);

  /** Whether everything that fired is stored. */
  boolean isStored();

  /** What is not stored as it fired. */
  List<String> complaints();

  @Override
  void close() throws IOException;
}
