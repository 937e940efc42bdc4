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

/** Serves the symbol search. */
@RestController
@Tag(name = "Symbols", description = "Symbols available for subscriptions")
class SymbolController {

  private final Symbols symbols;

  SymbolController(Symbols symbols) {
    this.symbols = symbols;
  }

  @Schema(name = "Symbols", requiredProperties = "symbols")
  record Response(List<TradingSymbol> symbols) {}

  @GetMapping(path = "/api/symbols", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Trading symbols, best match first, at most 50")
  Response symbols(
      @Parameter(description = "Part of a symbol or of its base or quote asset")
          @RequestParam(defaultValue = "")
          String query) {
    return new Response(symbols.search(query));
  }
}
