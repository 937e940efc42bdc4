package io.coinpanel.simulator.rest;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the REST side: status, body, and what goes into its headers. */
public record RestAnswer(int status, String body, Map<String, String> headers) {

  private static final JsonMapper JSON = new JsonMapper();

  private record Failure(int code, String msg) {}

  /** 200 with anything Jackson can write. */
  static RestAnswer ok(Object value) {
    return new RestAnswer(200, JSON.writeValueAsString(value), Map.of());
  }

  static RestAnswer failed(int status, int code, String message) {
    return new RestAnswer(status, JSON.writeValueAsString(new Failure(code, message)), Map.of());
  }

  public RestAnswer with(String header, Object value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value.toString());
    return new RestAnswer(status, body, more);
  }
}
