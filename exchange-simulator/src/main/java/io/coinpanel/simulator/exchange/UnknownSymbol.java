package io.coinpanel.simulator.exchange;

/** A command names a symbol that is not listed. */
public final class UnknownSymbol extends IllegalArgumentException {

  UnknownSymbol(String name) {
    super("symbol " + name + " is not listed");
  }
}
