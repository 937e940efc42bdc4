package io.coinpanel.webserver.symbols;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The stored symbols. */
interface SymbolRows extends Repository<SymbolRow, String> {

  List<SymbolRow> findByTradingTrue();
}
