package io.coinpanel.webserver.symbols;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where clients and the page look symbols up. */
@RestController
class SymbolController {

  private final Symbols symbols;

  SymbolController(Symbols symbols) {
    this.symbols = symbols;
  }

  record Answer(List<Listing> symbols) {}

  @GetMapping("/api/symbols")
  Answer symbols(@RequestParam(defaultValue = "") String query) {
    return new Answer(symbols.search(query));
  }
}
