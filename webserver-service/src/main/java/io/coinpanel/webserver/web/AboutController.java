package io.coinpanel.webserver.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Information about this installation for the page. */
@RestController
@Tag(name = "About", description = "Information about this installation")
class AboutController {

  private final About about;

  AboutController(PageSettings settings) {
    about = new About(settings.simulatedPrices());
  }

  /**
   * The answer.
   *
   * @param simulatedPrices whether prices are simulated
   */
  @Schema(name = "About", requiredProperties = "simulated_prices")
  record About(@JsonProperty("simulated_prices") boolean simulatedPrices) {}

  @GetMapping(path = "/api/about", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Whether prices are simulated")
  About about() {
    return about;
  }
}
