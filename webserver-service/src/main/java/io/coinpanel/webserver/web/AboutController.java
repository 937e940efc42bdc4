package io.coinpanel.webserver.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the page has to know of this installation. */
@RestController
class AboutController {

  private final About about;

  AboutController(PageSettings settings) {
    about = new About(settings.simulatedPrices());
  }

  /**
   * The answer.
   *
   * @param simulatedPrices whether prices are invented
   */
  record About(@JsonProperty("simulated_prices") boolean simulatedPrices) {}

  @GetMapping("/api/about")
  About about() {
    return about;
  }
}
