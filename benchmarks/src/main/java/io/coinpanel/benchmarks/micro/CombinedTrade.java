package io.coinpanel.benchmarks.micro;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** A trade frame as records, the way one would have Jackson read it. */
public record CombinedTrade(String stream, Trade data) {

  public record Trade(
      @JsonProperty("e") String event,
      @JsonProperty("s") String symbol,
      @JsonProperty("t") long id,
      @JsonProperty("p") BigDecimal price,
      @JsonProperty("T") long time) {}
}
