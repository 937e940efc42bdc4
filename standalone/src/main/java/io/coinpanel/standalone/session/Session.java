package io.coinpanel.standalone.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.Optional;

/** A remembered session in the hands of the one watch that goes on with it. */
public final class Session implements AutoCloseable {

  private final SessionName name;
  private final Sessions sessions;
  private final FileLock lock;
  private boolean over;

  Session(SessionName name, Sessions sessions, FileLock lock) {
    this.name = name;
    this.sessions = sessions;
    this.lock = lock;
  }

  public SessionName name() {
    return name;
  }

  /** What an earlier watch left. */
  public Optional<Remembered> remembered() throws IOException {
    return sessions.read(name);
  }

  /** Keeps it, in place of what was kept before, wholly or not at all. */
  public synchronized void remember(Remembered remembered) throws IOException {
    if (!over) {
      sessions.write(name, remembered);
    }
  }

  /** There is nothing to go on with; nothing is remembered from now on. */
  public synchronized void forget() throws IOException {
    over = true;
    sessions.delete(name);
  }

  /**
   * Waits until nobody else is connected as this session for a moment: a connection made now is not
   * taken away from one who asks it something.
   */
  public void awaitVisitors() throws IOException, InterruptedException {
    sessions.visit(name).close();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
