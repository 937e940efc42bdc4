package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileLock;

/** Short-term use of a session beside the watch that holds it. */
public final class BorrowedSession implements AutoCloseable {

  private final FileLock lock;

  BorrowedSession(FileLock lock) {
    this.lock = lock;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
