package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.Optional;

/** A saved session, locked by the watch that uses it. */
public final class Session implements AutoCloseable {

  private final SessionName name;
  private final Sessions sessions;
  private final FileLock lock;
  private boolean ended;

  Session(SessionName name, Sessions sessions, FileLock lock) {
    this.name = name;
    this.sessions = sessions;
    this.lock = lock;
  }

  public SessionName name() {
    return name;
  }

  /** The state saved by an earlier watch. */
  public Optional<SavedSession> saved() throws IOException {
    return sessions.read(name);
  }

  /** Saves the state atomically. */
  public synchronized void save(SavedSession savedSession) throws IOException {
    if (!ended) {
      sessions.write(name, savedSession);
    }
  }

  /** Deletes the saved state and saves nothing from now on. */
  public synchronized void forget() throws IOException {
    ended = true;
    sessions.delete(name);
  }

  /** Waits until no other command is using this session, so as not to take over its connection. */
  public void awaitBorrowers() throws IOException, InterruptedException {
    sessions.borrow(name).close();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
