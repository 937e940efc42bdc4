package io.coinpanel.simulator.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GET of the REST side.
 *
 * @param parameters of the query, the first of each name
 */
public record RestRequest(String path, Map<String, String> parameters, String address) {

  @Nullable String parameter(String name) {
    return parameters.get(name);
  }
}
