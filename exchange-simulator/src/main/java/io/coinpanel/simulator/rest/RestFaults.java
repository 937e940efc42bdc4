package io.coinpanel.simulator.rest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fault the REST side has now, for how many requests, and for which paths. */
public final class RestFaults {

  private @Nullable RestFault fault;
  private String path = "";
  private long left;

  /** Spoils the next so many requests whose path contains this text; all if it is empty. */
  public void set(RestFault next, String pathContains, long requests) {
    fault = next;
    path = pathContains;
    left = requests;
  }

  public void clear() {
    fault = null;
  }

  /** The fault for this request. */
  Optional<RestFault> next(RestRequest request) {
    if (fault == null || left <= 0 || !request.path().contains(path)) {
      return Optional.empty();
    }
    left--;
    return Optional.of(fault);
  }
}
