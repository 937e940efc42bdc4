package io.coinpanel.standalone.panel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be ended once and in reverse order. */
public final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  public synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** Ends them when the process is told to end, by Ctrl-C or otherwise. */
  public void closeAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end"));
  }

  /** One that does not end well does not keep the others from ending. */
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn(
            "{} did not end well; going on with the others", part.getClass().getSimpleName(), e);
      }
    }
  }
}
