package io.coinpanel.standalone.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources once, in reverse order. */
public final class CloseableStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CloseableStack.class);

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  public synchronized <T extends AutoCloseable> T add(T part) {
    resources.push(part);
    return part;
  }

  /** Closes them on process shutdown. */
  public void closeAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end"));
  }

  /** A failing close does not prevent the others. */
  @Override
  public synchronized void close() {
    while (!resources.isEmpty()) {
      AutoCloseable part = resources.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed; continuing", part.getClass().getSimpleName(), e);
      }
    }
  }
}
