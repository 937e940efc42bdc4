package io.coinpanel.standalone.session;

import java.io.IOException;
import java.nio.channels.FileLock;

/** The right to be connected as a session for a moment, beside the watch that has it. */
public final class Visit implements AutoCloseable {

  private final FileLock lock;

  Visit(FileLock lock) {
    this.lock = lock;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
