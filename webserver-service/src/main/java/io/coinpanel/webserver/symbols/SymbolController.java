package io.coinpanel.webserver.symbols;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where clients and the page look symbols up. */
@RestController
@Tag(name = "Symbols", description = "What can be subscribed to")
class SymbolController {

  private final Symbols symbols;

  SymbolController(Symbols symbols) {
    this.symbols = symbols;
  }

  @Schema(name = "Symbols", requiredProperties = "symbols")
  record Answer(List<Listing> symbols) {}

  @GetMapping(path = "/api/symbols", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Symbols that are trading, the best match first, 50 at most")
  Answer symbols(
      @Parameter(description = "What a person types of a symbol, its base or its quote asset")
          @RequestParam(defaultValue = "")
          String query) {
    return new Answer(symbols.search(query));
  }
}
