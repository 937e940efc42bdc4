package io.coinpanel.webserver.symbols;

import io.coinpanel.model.Symbol;
import java.util.List;
import org.springframework.data.repository.Repository;

/** The stored symbols. */
interface SymbolRows extends Repository<Symbol, String> {

  List<Symbol> findByTradingTrue();
}
