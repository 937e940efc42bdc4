package io.coinpanel.simulator.exchange;

/** A command names a symbol that is not listed. */
public final class UnknownSymbolException extends IllegalArgumentException {

  UnknownSymbolException(String name) {
    super("symbol " + name + " is not listed");
  }
}
