package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeHistory;

/** Shapes of trade frames that the exchange does not document. */
public enum FrameFormat {
  /** A trade without a price that can be read. */
  UNREADABLE,
  /** A trade without symbol and price. */
  NAMELESS,
  /** A readable trade: amounts as numbers, and new fields that hold objects and lists. */
  EXTENDED;

  String text(Symbol symbol, long position) {
    TradeHistory trades = symbol.trades();
    String price = DecimalUnits.toString(trades.price(position));
    String fields =
        switch (this) {
          case UNREADABLE -> "\"s\":\"" + symbol.name() + "\",\"p\":\"?\"";
          case NAMELESS -> "\"p\":\"?\"";
          case EXTENDED ->
              "\"x\":{\"e\":[1,{\"s\":\"}]\"}],\"p\":{}},\"s\":\""
                  + symbol.name()
                  + "\",\"p\":"
                  + price
                  + ",\"q\":"
                  + DecimalUnits.toString(trades.quantity(position))
                  + ",\"list\":[[],[null,true]]";
        };
    return "{\"e\":\"trade\",\"E\":"
        + trades.time(position)
        + ","
        + fields
        + ",\"t\":"
        + trades.id(position)
        + ",\"T\":"
        + trades.time(position)
        + ",\"m\":"
        + trades.buyerIsMaker(position)
        + ",\"M\":true}";
  }
}
