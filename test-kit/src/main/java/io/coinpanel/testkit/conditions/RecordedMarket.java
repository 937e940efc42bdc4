package io.coinpanel.testkit.conditions;

import io.coinpanel.testkit.market.RecordedTrades;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Recorded trades of one symbol; a test that asks for them is skipped where there are none. */
public final class RecordedMarket {

  private static final int DECIMALS = 8;
  private static final int ID = 1;
  private static final int PRICE = 2;
  private static final int TIME = 4;

  private RecordedMarket() {}

  /** All trades of a symbol; one whose predecessor was not recorded is after a gap. */
  public static List<TradeRow> rows(String symbol) throws IOException {
    List<TradeRow> rows = new ArrayList<>();
    for (List<String> fields : RecordedTrades.rows(RecordedTrades.file())) {
      if (fields.getFirst().equalsIgnoreCase(symbol)) {
        long id = Long.parseLong(fields.get(ID));
        boolean isGap = !rows.isEmpty() && id != rows.getLast().upToId() + 1;
        long price = new BigDecimal(fields.get(PRICE)).movePointRight(DECIMALS).longValueExact();
        long time = Long.parseLong(fields.get(TIME));
        rows.add(new TradeRow(id, id, price, time, isGap ? Source.GAP : Source.LIVE));
      }
    }
    return rows;
  }
}
