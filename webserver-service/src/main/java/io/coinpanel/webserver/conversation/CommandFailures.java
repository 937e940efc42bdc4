package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failures of commands: outages are expected, everything else is a bug. */
final class CommandFailures {

  private static final Logger LOG = LoggerFactory.getLogger(CommandFailures.class);

  private CommandFailures() {}

  static void log(String doing, Throwable failure) {
    if (isOutage(failure)) {
      LOG.debug("{} failed: database unavailable", doing, failure);
    } else {
      LOG.error("{} failed (bug)", doing, failure);
    }
  }

  private static boolean isOutage(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof UnavailableException || OutageClassifier.isOutage(cause);
  }
}
