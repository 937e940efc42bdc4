package io.coinpanel.simulator.rest;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A REST response: status, body and headers. */
public record RestResponse(int status, String body, Map<String, String> headers) {

  private static final JsonMapper JSON = new JsonMapper();

  private record Failure(int code, String msg) {}

  /** 200 with anything Jackson can write. */
  static RestResponse ok(Object value) {
    return new RestResponse(200, JSON.writeValueAsString(value), Map.of());
  }

  static RestResponse failed(int status, int code, String message) {
    return new RestResponse(status, JSON.writeValueAsString(new Failure(code, message)), Map.of());
  }

  public RestResponse with(String header, Object value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value.toString());
    return new RestResponse(status, body, more);
  }
}
