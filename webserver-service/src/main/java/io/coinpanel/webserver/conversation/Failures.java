package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.duty.Outages;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a command's failure is logged: an outage is expected, everything else is a bug. */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void log(String doing, Throwable failure) {
    if (isOutage(failure)) {
      LOG.debug("{} failed: the database is away", doing, failure);
    } else {
      LOG.error("{} failed, which is a bug", doing, failure);
    }
  }

  private static boolean isOutage(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof UnavailableException || Outages.isOutage(cause);
  }
}
